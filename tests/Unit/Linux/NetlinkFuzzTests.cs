using ContainerNet.Unit.TestData;
using Xunit;

namespace ContainerNet.Unit.Linux;

public class NetlinkFuzzTests
{
    private const int Rounds = 1_000_000;
    private const int Seed = 20261;

    [Fact]
    public void A_million_mutated_messages_are_read_or_refused()
    {
        var messages = new MutatedInterfaceMessages(Captured.Links.Concat(Captured.Addresses), Seed);
        messages.Run(Rounds);

        Assert.Equal(Rounds, messages.Read + messages.Refused);
        Assert.True(messages.Read > Rounds / 100, $"only {messages.Read} were read: the mutations break everything");
        Assert.True(messages.Refused > Rounds / 100, $"only {messages.Refused} were refused: the mutations break nothing");
    }
}
