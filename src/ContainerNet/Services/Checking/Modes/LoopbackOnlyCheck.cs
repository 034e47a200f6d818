namespace ContainerNet.Services.Checking.Modes;

/// <summary>There is no interface but lo.</summary>
internal sealed class LoopbackOnlyCheck() : ContainerCheck("LoopbackOnly", ContainerMode.Closed)
{
    public override void Judge(CheckedHost host, CheckedContainer container, Tally tally)
    {
        if (container.Links is not { } links)
        {
            tally.Unknown("", container.Name);
            return;
        }

        // Devices that the kernel makes in every namespace, down, are no way out: sit0, tunl0 ...
        tally.Pass("", "lo");
        foreach (var link in links.Where(static link => link.Flags.Contains("UP") || link.Kind == "veth"))
            tally.Fail("", $"{link.Name} {string.Join(' ', link.Addresses.Select(static one => one.ToString()))}".TrimEnd(), Commands.Inside(container.Container, $"ip link del {link.Name}"));
    }
}
