using ContainerNet.Linux;
using ContainerNet.Linux.Netlink;
using Xunit;
using static ContainerNet.Linux.Netlink.NetfilterConstants;

namespace ContainerNet.Unit.Linux;

public class TraceMessageTests
{
    private const int Rounds = 200_000;

    private static readonly TracedPacket s_packet = TraceDatagram.Packet("10.0.0.1", 40000, "10.0.0.2", 80);

    [Fact]
    public void A_rule_is_read_with_its_verdict_and_the_packet()
    {
        var message = TraceDatagram.Read("nat", "PREROUTING", 7, NFT_JUMP, 9, s_packet);

        Assert.Equal(("nat", "PREROUTING", 7ul, NFT_JUMP, "TARGET", 9u, true), (message.Table, message.Chain, message.Handle, message.Verdict, message.Target, message.Id, message.IsRule));
        Assert.Equal(s_packet, message.Packet);
    }

    [Fact]
    public void The_end_of_a_chain_is_no_rule()
    {
        var message = TraceDatagram.Read("filter", "FORWARD", 0, NF_DROP);

        Assert.Equal((false, NF_DROP, null), (message.IsRule, message.Verdict, message.Packet));
    }

    [Theory]
    [InlineData("10.0.0.1", "10.0.0.2", "10.0.0.1:40000 -> 10.0.0.2:80")]
    [InlineData("fd00::1", "fd00::2", "[fd00::1]:40000 -> [fd00::2]:80")]
    public void A_packet_is_told_by_its_ends(string source, string destination, string text) =>
        Assert.Equal(text, TraceDatagram.Read("raw", "OUTPUT", 1, NFT_CONTINUE, 1, TraceDatagram.Packet(source, 40000, destination, 80)).Packet!.ToString());

    [Fact]
    public void A_header_that_is_cut_off_is_refused() => Assert.Throws<KernelException>(() => TracedPacket.Parse([0x45, 0, 0, 0], []));

    [Fact]
    public void A_message_without_its_table_is_refused() => Assert.Throws<KernelException>(() => TraceMessage.Parse(new byte[4]));

    [Fact]
    public void Mutated_messages_are_read_or_refused()
    {
        var messages = new MutatedTraces();
        messages.Run(Rounds);

        Assert.Equal(Rounds, messages.Read + messages.Refused);
        Assert.True(messages.Read > Rounds / 100, $"only {messages.Read} were read: the mutations break everything");
        Assert.True(messages.Refused > Rounds / 100, $"only {messages.Refused} were refused: the mutations break nothing");
    }

    private sealed class MutatedTraces() : MutatedMessages(
        [TraceDatagram.Make("nat", "DOCKER", 7, NFT_JUMP, 1, s_packet), TraceDatagram.Make("filter", "FORWARD", 0, NF_DROP, 1, TraceDatagram.Packet("fd00::1", 1, "fd00::2", 2))], 31_415)
    {
        protected override void Parse(ReadOnlySpan<byte> original, ReadOnlySpan<byte> message, int round)
        {
            if (message.Length < MessageReader.HeaderSize) throw KernelException.Malformed("cut off");
            _ = TraceMessage.Parse(message[MessageReader.HeaderSize..]).Packet?.ToString();
        }
    }
}
