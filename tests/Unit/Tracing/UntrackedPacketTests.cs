using Xunit;

namespace ContainerNet.Unit.Tracing;

/// <summary>Packets before they are tracked, and those that are not tracked at all.</summary>
public class UntrackedPacketTests
{
    private readonly TracedScene _scene = new();

    [Theory]
    [InlineData("-A PREROUTING -m conntrack --ctstate NEW -j DROP", "Delivered")]
    [InlineData("-A PREROUTING -m conntrack --ctdir ORIGINAL -j DROP", "Delivered")]
    [InlineData("-A PREROUTING -m conntrack --ctstate INVALID -j DROP", "Dropped")]
    [InlineData("-A PREROUTING -m conntrack ! --ctstate NEW --ctdir REPLY -j DROP", "Dropped")]
    public void In_raw_nothing_is_tracked_yet(string rule, string verdict)
    {
        _scene.Text = $"*raw\n:PREROUTING ACCEPT [0:0]\n{rule}\nCOMMIT\n{TracedScene.Rules}";

        Assert.Equal(verdict, _scene.Trace("outside", "host", 8080).Verdict);
    }

    [Fact]
    public void What_is_not_tracked_is_not_translated_and_its_answers_are_not_guessed_of_tcp()
    {
        _scene.Text = $"*raw\n:PREROUTING ACCEPT [0:0]\n-A PREROUTING -p tcp -j CT --notrack\nCOMMIT\n{TracedScene.Rules}";

        // The host itself is asked, where nobody listens.
        Assert.Equal("NoListener", _scene.Trace("outside", "host", 8080).Verdict);
        _scene.Text = _scene.Text.Replace(":FORWARD DROP", ":FORWARD ACCEPT", StringComparison.Ordinal);
        Assert.Equal("Unknown", _scene.Trace("outside", "web", 80).Verdict);
    }

    [Fact]
    public void The_first_packet_of_tcp_is_a_SYN_whether_it_is_tracked_or_not()
    {
        _scene.Text = $"*raw\n:PREROUTING ACCEPT [0:0]\n-A PREROUTING -j CT --notrack\nCOMMIT\n"
            + TracedScene.Rules.Replace("-A DOCKER-USER -j RETURN", "-A DOCKER-USER -p tcp -m tcp --tcp-flags FIN,SYN,RST,ACK SYN -j DROP", StringComparison.Ordinal);

        Assert.Equal("Dropped", _scene.Trace("outside", "web", 80).Verdict);
    }
}
