namespace ContainerNet.Services.Publishing;

/// <summary>Who may get to ports of the host.</summary>
/// <param name="HostIP">The host's address; empty for every address of both families, <c>0.0.0.0</c> or <c>::</c> for every one of one.</param>
/// <param name="Host">The ports of the host.</param>
/// <param name="Protocol">tcp, udp or sctp.</param>
/// <param name="AllowFrom">The networks that may, in their usual spelling; none where everybody may, which lifts what was said before.</param>
internal sealed record PortAccess(string HostIP, PortRange Host, string Protocol, string[] AllowFrom)
{
    /// <summary>What a rule's comment calls it: <c>8080/tcp</c>, <c>192.0.2.1:53/udp</c>.</summary>
    public string Port => PortLabel.Print(HostIP, Host, Protocol);

    /// <summary>Whether another is about ports of this one, at the same address.</summary>
    public bool Overlaps(PortAccess other) => HostIP == other.HostIP && Protocol == other.Protocol && Host.Overlaps(other.Host);

    /// <summary>What is left of this one where another takes its place for some of the ports.</summary>
    public IEnumerable<PortAccess> Without(PortAccess other)
    {
        if (!Overlaps(other)) return [this];
        PortRange[] rest = [Host with { Last = Math.Min(Host.Last, other.Host.First - 1) }, Host with { First = Math.Max(Host.First, other.Host.Last + 1) }];
        return rest.Where(static range => range.Count > 0).Select(range => this with { Host = range });
    }

    /// <summary>What is left of this one without ports that this module publishes; of those at every address of both families it may be about one family's.</summary>
    public IEnumerable<PortAccess> Without(PortForward port) =>
        port.HostIP == HostIP || (port.HostIP.Length == 0 && HostIP is "0.0.0.0" or "::") ? Without(new PortAccess(HostIP, port.Host, port.Protocol, [])) : [this];
}
