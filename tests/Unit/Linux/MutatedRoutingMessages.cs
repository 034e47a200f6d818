using ContainerNet.Linux.Netlink;
using ContainerNet.Services.Namespaces;
using ContainerNet.Unit.TestData;
using static ContainerNet.Linux.Netlink.RoutingConstants;
using static ContainerNet.Linux.Netlink.SocketConstants;

namespace ContainerNet.Unit.Linux;

/// <summary>Messages of routes, rules, neighbours and sockets.</summary>
internal sealed class MutatedRoutingMessages(int seed) : MutatedMessages(s_datagrams.SelectMany(static datagrams => datagrams), seed)
{
    private static readonly byte[][][] s_datagrams =
    [
        CapturedRouting.Routes4, CapturedRouting.Routes6, CapturedRouting.Rules, CapturedRouting.Neighbours, CapturedRouting.Sockets4, CapturedRouting.Sockets6,
    ];

    protected override void Parse(ReadOnlySpan<byte> original, ReadOnlySpan<byte> message, int round)
    {
        // The sequence number tells what was asked for.
        uint request = original[8];
        var builder = new RouteBuilder([], 1);
        switch (request)
        {
            case 3 or 4:
                foreach (var route in Take(request, RTM_NEWROUTE, RouteMessage.Parse, message)) _ = builder.Build(route).ToString();
                break;
            case 5:
                foreach (var rule in Take(request, RTM_NEWRULE, RuleMessage.Parse, message)) _ = RoutingRuleBuilder.Build(rule);
                break;
            case 6: Take(request, RTM_NEWNEIGH, NeighbourMessage.Parse, message); break;
            default: Take(request, SOCK_DIAG_BY_FAMILY, SocketMessage.Parse, message); break;
        }
    }

    private static List<T> Take<T>(uint request, int type, MessageParser<T> parse, ReadOnlySpan<byte> message)
    {
        var dump = new DumpCollector<T>("fuzz", request, type, parse);
        dump.Take(message);
        return dump.Items;
    }
}
