namespace ContainerNet.Services.Publishing;

/// <summary>Ports of the host in a row that lead to as many ports of a container, or all to one: one rule in each chain.</summary>
/// <param name="HostIP">The host's address; empty for every address of both families.</param>
/// <param name="Host">The ports of the host.</param>
/// <param name="Container">The ports of the container: as many, or one.</param>
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
            if (all.Count > 0 && all[^1].With(mapping) is { } longer) all[^1] = longer;
            else all.Add(new PortForward(mapping.HostIP, PortRange.One(mapping.HostPort), PortRange.One(mapping.ContainerPort), mapping.Protocol));
        }

        return [.. all];
    }

    /// <summary>It and the port behind it; null where that is of another kind.</summary>
    private PortForward? With(PortMapping next)
    {
        if (next.HostIP != HostIP || next.Protocol != Protocol || next.HostPort != Host.Last + 1) return null;
        var longer = this with { Host = Host with { Last = next.HostPort } };
        return Container == PortRange.One(next.ContainerPort) ? longer
            : Container.Count == Host.Count && next.ContainerPort == Container.Last + 1 ? longer with { Container = Container with { Last = next.ContainerPort } }
            : null;
    }

    private bool LeadsToOne => Container.Count < Host.Count;

    /// <summary>Its ports one by one.</summary>
    public IEnumerable<PortMapping> Mappings
    {
        get
        {
            var (first, move) = (this, Container.First - Host.First);
            return Host.Ports.Select(port => new PortMapping
            {
                HostIP = first.HostIP, HostPort = port, HostPortEnd = port, ContainerPort = first.LeadsToOne ? first.Container.First : port + move, Protocol = first.Protocol,
            });
        }
    }

    /// <summary>It in the grammar of docker's <c>-p</c>; with commas where its ports lead to one, since a range would leave the choice among them open.</summary>
    public string Text => LeadsToOne ? string.Join(',', Mappings) : ToString();

    /// <summary>Reads such a text.</summary>
    /// <exception cref="ContainerNetException">PublishInvalid.</exception>
    public static PortForward[] Parse(string text) => From(PublishParser.Parse(text));

    /// <inheritdoc/>
    public override string ToString() =>
        $"{PortLabel.AddressPart(HostIP)}{Host}:{Container}{(Protocol == "tcp" ? "" : $"/{Protocol}")}";
}
