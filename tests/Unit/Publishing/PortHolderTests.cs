using System.Net;
using System.Net.Sockets;
using ContainerNet.Resources;
using ContainerNet.Services.Publishing;
using ContainerNet.Unit.Fakes;
using Xunit;

namespace ContainerNet.Unit.Publishing;

public class PortHolderTests
{
    private readonly FakeEngine _engine = new();

    [Theory]
    [InlineData("0.0.0.0", "", true)]
    [InlineData("::", "", true)]
    [InlineData("127.0.0.1", "", true)]
    [InlineData("127.0.0.1", "127.0.0.1", true)]
    [InlineData("0.0.0.0", "127.0.0.1", true)]
    [InlineData("127.0.0.1", "0.0.0.0", true)]
    [InlineData("127.0.0.1", "127.0.0.2", false)]
    [InlineData("::", "127.0.0.1", false)]
    [InlineData("0.0.0.0", "::1", false)]
    [InlineData("::1", "::", true)]
    [InlineData("0.0.0.0", "::ffff:127.0.0.1", true)]
    public async Task A_container_holds_the_port_where_the_addresses_overlap(string published, string wanted, bool held)
    {
        Publish("web", published, 8080, "tcp");

        Assert.Equal(held ? Text.Format("Holder_Container", "web") : null, await Find(new() { HostIP = wanted, HostPort = 8080, HostPortEnd = 8080, ContainerPort = 80 }));
    }

    [Theory]
    [InlineData(8081, "tcp")]
    [InlineData(8080, "udp")]
    public async Task Another_port_and_another_protocol_are_free(int port, string protocol)
    {
        Publish("web", "0.0.0.0", 8080, "tcp");

        Assert.Null(await Find(new() { HostPort = port, HostPortEnd = port, ContainerPort = 80, Protocol = protocol }));
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(8080, 8090)]
    public async Task A_port_the_engine_chooses_has_no_holder(int first, int last)
    {
        Publish("web", "0.0.0.0", 8080, "tcp");

        Assert.Null(await Find(new() { HostPort = first, HostPortEnd = last, ContainerPort = 80 }));
    }

    [Theory]
    [InlineData("127.0.0.1", "", true)]
    [InlineData("127.0.0.1", "127.0.0.1", true)]
    [InlineData("127.0.0.1", "127.0.0.2", false)]
    [InlineData("0.0.0.0", "127.0.0.2", true)]
    [InlineData("0.0.0.0", "::1", false)]
    [InlineData("::1", "::", true)]
    [InlineData("::1", "127.0.0.1", false)]
    [InlineData("::ffff:127.0.0.1", "127.0.0.1", true)]
    public async Task A_process_that_listens_is_named_with_its_id(string listening, string wanted, bool held)
    {
        using var socket = Listen(IPAddress.Parse(listening), ProtocolType.Tcp);

        Assert.Equal(held ? Own : null, await Find(Mapping(socket, wanted), onHost: true));
    }

    [Theory]
    [InlineData(true, true)]
    [InlineData(false, false)]
    public async Task A_wildcard_of_IPv6_holds_IPv4_unless_it_is_for_IPv6_only(bool dual, bool held)
    {
        using var socket = Listen(IPAddress.IPv6Any, ProtocolType.Tcp, dual);

        Assert.Equal(held ? Own : null, await Find(Mapping(socket, "127.0.0.1"), onHost: true));
    }

    [Fact]
    public async Task A_bound_socket_holds_a_port_of_udp()
    {
        using var socket = Listen(IPAddress.Loopback, ProtocolType.Udp);

        Assert.Equal(Own, await Find(Mapping(socket, "", "udp"), onHost: true));
    }

    [Fact]
    public async Task A_port_nobody_holds_is_free()
    {
        var socket = Listen(IPAddress.Loopback, ProtocolType.Tcp);
        var mapping = Mapping(socket, "");
        socket.Dispose();

        Assert.Null(await Find(mapping, onHost: true));
    }

    [Fact]
    public async Task Away_from_the_engines_host_our_own_sockets_say_nothing()
    {
        using var socket = Listen(IPAddress.Loopback, ProtocolType.Tcp);

        Assert.Null(await Find(Mapping(socket, "")));
    }

    [Fact]
    public async Task A_search_can_be_cancelled()
    {
        using var socket = Listen(IPAddress.Loopback, ProtocolType.Tcp);
        var held = await new PortHolders(_engine, () => true).ReadAsync(TestContext.Current.CancellationToken);

        Assert.ThrowsAny<OperationCanceledException>(() => held.Find(Mapping(socket, ""), new CancellationToken(true)));
    }

    private static string Own => Text.Format("Holder_Process", File.ReadAllText("/proc/self/comm").TrimEnd(), Environment.ProcessId);

    private static Socket Listen(IPAddress address, ProtocolType protocol, bool dual = true)
    {
        var socket = new Socket(address.AddressFamily, protocol == ProtocolType.Udp ? SocketType.Dgram : SocketType.Stream, protocol);
        if (address.AddressFamily == AddressFamily.InterNetworkV6) socket.DualMode = dual;
        socket.Bind(new IPEndPoint(address, 0));
        if (protocol == ProtocolType.Tcp) socket.Listen();
        return socket;
    }

    private static PortMapping Mapping(Socket socket, string wanted, string protocol = "tcp")
    {
        var port = ((IPEndPoint)socket.LocalEndPoint!).Port;
        return new() { HostIP = wanted, HostPort = port, HostPortEnd = port, ContainerPort = 80, Protocol = protocol };
    }

    private void Publish(string name, string address, int port, string protocol) => _engine.Containers.Add(name, change: details => details with
    {
        Ports = [new PublishedPort { HostIP = address, HostPort = port, ContainerPort = 80, Protocol = protocol }],
    });

    private async Task<string?> Find(PortMapping mapping, bool onHost = false) =>
        (await new PortHolders(_engine, () => onHost).ReadAsync(TestContext.Current.CancellationToken))
            .Find(mapping, TestContext.Current.CancellationToken);
}
