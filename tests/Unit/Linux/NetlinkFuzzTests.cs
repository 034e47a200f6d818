using ContainerNet.Linux;
using ContainerNet.Linux.Netlink;
using ContainerNet.Services.Namespaces;
using ContainerNet.Unit.TestData;
using Xunit;
using static ContainerNet.Linux.Netlink.NetlinkConstants;

namespace ContainerNet.Unit.Linux;

/// <summary>A million messages with bytes changed or cut off: each is read, or refused with the one typed error. The seed is fixed.</summary>
public class NetlinkFuzzTests
{
    private const int Rounds = 1_000_000;
    private const int Seed = 20261;

    [Fact]
    public void A_million_mutated_messages_are_read_or_refused()
    {
        var messages = Split(Captured.Links).Concat(Split(Captured.Addresses)).ToArray();
        var random = new Random(Seed);
        var buffer = new byte[messages.Max(message => message.Length)];
        var (read, refused) = (0, 0);
        for (var round = 0; round < Rounds; round++)
        {
            var original = messages[random.Next(messages.Length)];
            original.CopyTo(buffer, 0);
            try
            {
                Parse(Mutate(buffer.AsSpan(0, original.Length), random));
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

    private static void Parse(ReadOnlySpan<byte> message)
    {
        var links = new DumpCollector<LinkMessage>("fuzz", Captured.LinksSequence, RTM_NEWLINK, LinkMessage.Parse);
        var addresses = new DumpCollector<AddressMessage>("fuzz", Captured.AddressesSequence, RTM_NEWADDR, AddressMessage.Parse);
        if (message.Length > 8 && message[8] == Captured.AddressesSequence) addresses.Take(message);
        else links.Take(message);
        var contents = new NamespaceContents(1, null, links.Items, addresses.Items);
        foreach (var link in new InterfaceBuilder(contents, null, []).Build("", "")) _ = link.Name;
    }

    private static Span<byte> Mutate(Span<byte> message, Random random)
    {
        if (random.Next(4) == 0) message = message[..random.Next(message.Length)];
        for (var i = random.Next(1, 4); i > 0 && message.Length > 0; i--)
        {
            // Lengths and types stand at the start of headers, which are aligned: hit them more often than chance would.
            var at = random.Next(2) == 0 ? random.Next(message.Length) : random.Next((message.Length + 3) / 4) * 4;
            message[at] = random.Next(3) == 0 ? (byte)random.Next(8) : (byte)random.Next(256);
        }

        return message;
    }

    private static IEnumerable<byte[]> Split(byte[][] datagrams)
    {
        foreach (var datagram in datagrams)
        {
            for (var start = 0; start < datagram.Length;)
            {
                var length = BitConverter.ToInt32(datagram, start);
                yield return datagram[start..(start + length)];
                start += MessageReader.Align(length);
            }
        }
    }
}
