using ContainerNet.Services.Publishing;
using Xunit;

namespace ContainerNet.Unit.Publishing;

public class PortListenerTests
{
    [Theory]
    [InlineData("0.0.0.0", "0.0.0.0", null, PortListening.Listening)]
    [InlineData("0.0.0.0", "172.17.0.2", null, PortListening.Listening)]
    [InlineData("0.0.0.0", "::", false, PortListening.Listening)]
    [InlineData("0.0.0.0", "::", null, PortListening.Listening)]
    [InlineData("0.0.0.0", "::", true, PortListening.NotListening)]
    [InlineData("0.0.0.0", "::ffff:172.17.0.2", false, PortListening.Listening)]
    [InlineData("0.0.0.0", "127.0.0.1", null, PortListening.ListensOnLoopbackOnly)]
    [InlineData("0.0.0.0", "127.0.0.53", null, PortListening.ListensOnLoopbackOnly)]
    [InlineData("0.0.0.0", "::1", true, PortListening.ListensOnLoopbackOnly)]
    [InlineData("0.0.0.0", "172.18.0.9", null, PortListening.NotListening)]
    [InlineData("::", "0.0.0.0", null, PortListening.NotListening)]
    [InlineData("::", "::", true, PortListening.Listening)]
    [InlineData("::", "fd00::2", true, PortListening.Listening)]
    public void It_depends_on_the_address_the_port_leads_to(string hostIP, string local, bool? ipv6Only, PortListening expected) =>
        Assert.Equal(expected, Judge(Port(hostIP), [Socket(local, ipv6Only)], "172.17.0.2", "fd00::2"));

    /// <summary>The engine's proxy leads IPv6 clients to the IPv4 address of a container that has no other.</summary>
    [Fact]
    public void A_container_without_IPv6_is_reached_by_IPv4() =>
        Assert.Equal(PortListening.Listening, Judge(Port("::"), [Socket("0.0.0.0", null)], "172.17.0.2", ""));

    [Fact]
    public void A_connection_does_not_listen() =>
        Assert.Equal(PortListening.NotListening, Judge(Port("0.0.0.0"), [Socket("0.0.0.0", null) with { State = "Established" }], "172.17.0.2", ""));

    [Fact]
    public void Another_protocol_does_not_count() =>
        Assert.Equal(PortListening.NotListening, Judge(Port("0.0.0.0"), [Socket("0.0.0.0", null) with { Protocol = "udp", State = "Unconnected" }], "172.17.0.2", ""));

    [Fact]
    public void Beside_a_listener_on_lo_another_one_counts() =>
        Assert.Equal(PortListening.Listening, Judge(Port("0.0.0.0"), [Socket("127.0.0.1", null), Socket("172.17.0.2", null)], "172.17.0.2", ""));

    [Fact]
    public void Without_the_kernel_and_of_sctp_nothing_is_known()
    {
        Assert.Equal(PortListening.Unknown, Judge(Port("0.0.0.0"), null, "172.17.0.2", ""));
        Assert.Equal(PortListening.Unknown, Judge(Port("0.0.0.0") with { Protocol = "sctp" }, [], "172.17.0.2", ""));
    }

    private static PortListening Judge(PublishedPort port, ContainerSocket[]? sockets, string ipv4, string ipv6) =>
        PortListeners.Judge(port, [new ContainerEndpoint { Network = "bridge", IPAddress = ipv4, IPv6Address = ipv6 }], sockets).Listening;

    private static PublishedPort Port(string hostIP) => new() { HostIP = hostIP, HostPort = 8080, ContainerPort = 80, Protocol = "tcp" };

    private static ContainerSocket Socket(string local, bool? ipv6Only) => new()
    {
        Protocol = "tcp", Family = local.Contains(':', StringComparison.Ordinal) ? "inet6" : "inet", State = "Listen", LocalAddress = local, LocalPort = 80, IPv6Only = ipv6Only,
    };
}
