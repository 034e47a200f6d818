namespace ContainerNet.Services.Checking.Bridged;

/// <summary>The host's end of each veth pair is a port of the bridge of its network.</summary>
internal sealed class BridgePortCheck() : ContainerCheck("BridgePort", ContainerMode.Bridged)
{
    public override void Judge(CheckedHost host, CheckedContainer container, Tally tally)
    {
        foreach (var end in container.Bridged)
        {
            if (container.Links is null) tally.Unknown(end.Bridge, container.Name);
            else if (end.Link is not { HostInterface.Length: > 0 } link) tally.Fail(end.Bridge, $"{end.Endpoint.Network}: -", Commands.Restart(container.Container));
            else tally.Judge(link.Bridge == end.Bridge, end.Bridge, $"{link.HostInterface} -> {(link.Bridge.Length > 0 ? link.Bridge : "-")}", Move(container, link.HostInterface, end.Bridge));
        }
    }

    // A port that changes its bridge loses its hairpin mode.
    private static IEnumerable<string> Move(CheckedContainer container, string port, string bridge)
    {
        yield return $"ip link set {port} master {bridge}";
        if (Array.Exists(container.Ports, static one => one.Source == PublishedPort.ByContainerNet)) yield return $"bridge link set dev {port} hairpin on";
    }
}
