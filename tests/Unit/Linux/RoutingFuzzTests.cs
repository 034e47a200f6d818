using ContainerNet.Linux;
using ContainerNet.Linux.Netlink;
using ContainerNet.Services.Namespaces;
using ContainerNet.Unit.TestData;
using Xunit;
using static ContainerNet.Linux.Netlink.RoutingConstants;
using static ContainerNet.Linux.Netlink.SocketConstants;

namespace ContainerNet.Unit.Linux;

/// <summary>A million messages of routes, rules, neighbours and sockets, with bytes changed or cut off: each is read, or refused with the one typed error.</summary>
public class RoutingFuzzTests
{
    private const int Rounds = 1_000_000;
    private const int Seed = 30261;

    [Fact]
    public void A_million_mutated_messages_are_read_or_refused()
    {
        var messages = new[]
        {
            CapturedRouting.Routes4, CapturedRouting.Routes6, CapturedRouting.Rules, CapturedRouting.Neighbours, CapturedRouting.Sockets4, CapturedRouting.Sockets6,
        }.SelectMany(static datagrams => NetlinkFuzzTests.Split(datagrams)).ToArray();
        var random = new Random(Seed);
        var buffer = new byte[messages.Max(static message => message.Length)];
        var (read, refused) = (0, 0);
        for (var round = 0; round < Rounds; round++)
        {
            var original = messages[random.Next(messages.Length)];
            original.CopyTo(buffer, 0);
            try
            {
                Parse(original[8], NetlinkFuzzTests.Mutate(buffer.AsSpan(0, original.Length), random));
                read++;
            }
            catch (KernelException)
            {
                refused++;
            }
        }

        Assert.Equal(Rounds, read + refused);
        Assert.True(read > Rounds / 100, $"only {read} were read: the mutations break everything");
        Assert.True(refused > Rounds / 100, $"only {refused} were refused: the mutations break nothing");
    }

    private static void Parse(uint request, ReadOnlySpan<byte> message)
    {
        var builder = new RouteBuilder([], 1);
        switch (request)
        {
            case 3 or 4:
                foreach (var route in Take(request, RTM_NEWROUTE, RouteMessage.Parse, message)) _ = builder.Build(route).ToString();
                break;
            case 5: Take(request, RTM_NEWRULE, RuleMessage.Parse, message); break;
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
