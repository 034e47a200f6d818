using Xunit;

namespace ContainerNet.Unit.Tracing;

/// <summary>Programs of tc and XDP, of which no trace can tell what they do.</summary>
public class TracedProgramTests
{
    private readonly TracedScene _scene = new();

    [Theory]
    [InlineData("eth0 ingress", "")]
    [InlineData("docker0 egress", "")]
    [InlineData("veth1 egress", "")]
    [InlineData("", "eth0 ingress")]
    public void A_filter_of_tc_on_the_way_makes_the_answer_unknown(string host, string container)
    {
        _scene.HostFilters = host.Length > 0 ? [host] : [];
        _scene.ContainerFilters = container.Length > 0 ? [container] : [];

        Assert.Equal(("Unknown", host + container), Decided(_scene.Trace("outside", "host", 8080)));
    }

    [Fact]
    public void A_filter_of_tc_that_is_not_on_the_way_does_not_matter()
    {
        _scene.HostFilters = ["eth1 ingress", "docker0 ingress"];
        _scene.Text = TracedScene.Rules.Replace(":FORWARD DROP", ":FORWARD ACCEPT", StringComparison.Ordinal);

        Assert.Equal("Unknown", _scene.Trace("outside", "host", 8080).Verdict);
        _scene.HostFilters = ["eth1 ingress"];
        Assert.Equal("Delivered", _scene.Trace("outside", "host", 8080).Verdict);
    }

    [Fact]
    public void An_XDP_program_of_the_uplink_makes_the_answer_unknown()
    {
        _scene.Xdp = "xdp/id:5";

        Assert.Equal(("Unknown", "eth0 ingress"), Decided(_scene.Trace("outside", "host", 8080)));
        Assert.Equal("Delivered", _scene.Trace("host", "web", 80).Verdict);
    }

    private static (string Verdict, string DecidedBy) Decided(PacketTrace trace) => (trace.Verdict, trace.DecidedBy);
}
