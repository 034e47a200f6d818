using Xunit;

namespace ContainerNet.Unit.Linux;

/// <summary>A million messages of routes, rules, neighbours and sockets, with bytes changed or cut off: each is read, or refused with the one typed error.</summary>
public class RoutingFuzzTests
{
    private const int Rounds = 1_000_000;
    private const int Seed = 30261;

    [Fact]
    public void A_million_mutated_messages_are_read_or_refused()
    {
        var messages = new MutatedRoutingMessages(Seed);
        messages.Run(Rounds);

        Assert.Equal(Rounds, messages.Read + messages.Refused);
        Assert.True(messages.Read > Rounds / 100, $"only {messages.Read} were read: the mutations break everything");
        Assert.True(messages.Refused > Rounds / 100, $"only {messages.Refused} were refused: the mutations break nothing");
    }
}
