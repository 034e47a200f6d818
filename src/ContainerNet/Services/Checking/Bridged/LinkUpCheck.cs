namespace ContainerNet.Services.Checking.Bridged;

/// <summary>Both ends of each veth pair are up, and so is the bridge.</summary>
internal sealed class LinkUpCheck() : ContainerCheck("LinkUp", ContainerMode.Bridged)
{
    public override void Judge(CheckedHost host, CheckedContainer container, Tally tally)
    {
        foreach (var end in container.Bridged)
        {
            if (end.Link is not { } link)
            {
                tally.Unknown(end.Name, container.Name);
                continue;
            }

            tally.Judge(link.Flags.Contains("UP"), link.Name, link.Name, Up(container, end));
            foreach (var name in new[] { link.HostInterface, end.Bridge })
            {
                if (host.Traced.Interface(name) is { } outer) tally.Judge(outer.Flags.Contains("UP"), name, name, $"ip link set {name} up");
            }
        }
    }

    // The kernel forgets an interface's routes with its going down, and only some of them come back.
    private static IEnumerable<string> Up(CheckedContainer container, CheckedEnd end)
    {
        yield return Commands.Inside(container.Container, $"ip link set {end.Name} up");
        if (container.Outbound.FirstOrDefault() is { } first && ReferenceEquals(first, end)) yield return DefaultRouteCheck.Set(container, end);
    }
}
