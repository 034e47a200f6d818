using static ContainerNet.Linux.Netlink.NetlinkConstants;
using static ContainerNet.Linux.Netlink.RoutingConstants;

namespace ContainerNet.Linux.Netlink;

/// <summary>Questions about routes, rules and neighbours. The kernel answers them for the namespace of the socket only. For one thread at a time.</summary>
internal sealed class RoutingNetlink : IDisposable
{
    private readonly NetlinkSocket _socket;
    private uint _sequence;

    private RoutingNetlink(NetlinkSocket socket) => _socket = socket;

    /// <summary>Asks about the namespace this process is in.</summary>
    public static RoutingNetlink Open() => new(NetlinkSocket.Open());

    /// <summary>Asks about another namespace.</summary>
    /// <exception cref="KernelException">It may not be entered.</exception>
    public static RoutingNetlink OpenIn(SafeDescriptor networkNamespace) => new(NetlinkSocket.OpenIn(networkNamespace));

    /// <summary>Asks about the namespace in which <see cref="NamespaceSocket"/> has opened this socket.</summary>
    public static RoutingNetlink Of(SafeDescriptor socket) => new(NetlinkSocket.Of(socket));

    /// <summary>The routes of every table of a family, in the kernel's order.</summary>
    public List<RouteMessage> DumpRoutes(byte family) => Dump("RTM_GETROUTE", RTM_GETROUTE, RTM_NEWROUTE, family, RouteMessage.Parse);

    /// <summary>The rules of a family, in the order they are tried.</summary>
    public List<RuleMessage> DumpRules(byte family) => Dump("RTM_GETRULE", RTM_GETRULE, RTM_NEWRULE, family, RuleMessage.Parse);

    /// <summary>The neighbours of a family.</summary>
    public List<NeighbourMessage> DumpNeighbours(byte family) =>
        Dump("RTM_GETNEIGH", RTM_GETNEIGH, RTM_NEWNEIGH, NeighbourMessage.HeaderSize, family, NeighbourMessage.Parse).FindAll(one => one.Family == family);

    /// <summary>The links of the same namespace: routes and neighbours name them by number only.</summary>
    public List<LinkMessage> DumpLinks() => Dump("RTM_GETLINK", RTM_GETLINK, RTM_NEWLINK, LinkMessage.HeaderSize, 0, LinkMessage.Parse);

    /// <summary>Where filters of tc look at packets (tc(8), clsact and ingress).</summary>
    public List<TrafficFilter> DumpTrafficFilters()
    {
        var found = new List<TrafficFilter>();
        foreach (var qdisc in Dump("RTM_GETQDISC", RTM_GETQDISC, RTM_NEWQDISC, TrafficMessage.HeaderSize, 0, TrafficMessage.Parse))
        {
            if (qdisc.Parent != TC_H_CLSACT) continue;
            foreach (var hook in new[] { TrafficMessage.Ingress, TrafficMessage.Egress })
            {
                if (HasFilter(qdisc.Index, hook)) found.Add(new TrafficFilter(_socket.InterfaceName(qdisc.Index), hook == TrafficMessage.Egress));
            }
        }

        return found;
    }

    private bool HasFilter(int index, uint hook) => DumpExchange.Run(_socket, "RTM_GETTFILTER", RTM_NEWTFILTER, TrafficMessage.Parse, buffer =>
    {
        var request = new RequestBuilder(buffer, RTM_GETTFILTER, NLM_F_DUMP, ++_sequence, TrafficMessage.HeaderSize);
        TrafficMessage.Write(request.Fixed, index, hook);
        return (request.Finish().Length, _sequence);
    }).Count > 0;

    /// <inheritdoc/>
    public void Dispose() => _socket.Dispose();

    private List<T> Dump<T>(string operation, int question, int answer, int headerSize, byte family, MessageParser<T> parse) =>
        DumpExchange.Run(_socket, operation, answer, parse, buffer =>
        {
            var request = new RequestBuilder(buffer, question, NLM_F_DUMP, ++_sequence, headerSize);
            request.Fixed[0] = family;
            return (request.Finish().Length, _sequence);
        });

    /// <summary>A kernel without a family answers with all the others it has.</summary>
    private List<T> Dump<T>(string operation, int question, int answer, byte family, MessageParser<T> parse)
        where T : RoutingMessage => Dump(operation, question, answer, RoutingMessage.HeaderSize, family, parse).FindAll(one => one.Family == family);
}
