namespace ContainerNet.Services.Publishing;

/// <summary>Ports of the host in a row that lead to as many ports of a container: one rule in each chain.</summary>
/// <param name="HostIP">The host's address; empty for every address of both families.</param>
/// <param name="Host">The ports of the host.</param>
/// <param name="Container">The ports of the container, as many.</param>
/// <param name="Protocol">tcp, udp or sctp.</param>
internal sealed record PortForward(string HostIP, PortRange Host, PortRange Container, string Protocol)
{
    /// <summary>What a rule's comment calls it: <c>8080/tcp</c>, <c>8000-8010/udp</c>, <c>192.0.2.1:53/udp</c>.</summary>
    public string Port => PortLabel.Print(HostIP, Host, Protocol);

    /// <summary>Whether both cannot be published at once.</summary>
    public bool Excludes(PortForward other) =>
        Protocol == other.Protocol && Host.Overlaps(other.Host)
        && HostAddresses.Wanted(HostIP).Any(mine => HostAddresses.Wanted(other.HostIP).Any(theirs => HostAddresses.Exclude(mine, theirs)));

    /// <summary>Joins what stands in a row; each mapping names one port of the host.</summary>
    public static PortForward[] From(IEnumerable<PortMapping> mappings)
    {
        var all = new List<PortForward>();
        foreach (var mapping in mappings)
        {
            var (host, container) = (PortRange.One(mapping.HostPort), PortRange.One(mapping.ContainerPort));
            if (all.Count > 0 && all[^1] is var last && last.HostIP == mapping.HostIP && last.Protocol == mapping.Protocol
                && last.Host.Last + 1 == host.First && last.Container.Last + 1 == container.First)
                all[^1] = last with { Host = last.Host with { Last = host.Last }, Container = last.Container with { Last = container.Last } };
            else all.Add(new PortForward(mapping.HostIP, host, container, mapping.Protocol));
        }

        return [.. all];
    }

    /// <summary>Its ports one by one.</summary>
    public IEnumerable<PortMapping> Mappings
    {
        get
        {
            var (first, move) = (this, Container.First - Host.First);
            return Host.Ports.Select(port => new PortMapping
            {
                HostIP = first.HostIP, HostPort = port, HostPortEnd = port, ContainerPort = port + move, Protocol = first.Protocol,
            });
        }
    }

    /// <inheritdoc/>
    public override string ToString() =>
        $"{PortLabel.AddressPart(HostIP)}{Host}:{Container}{(Protocol == "tcp" ? "" : $"/{Protocol}")}";
}
