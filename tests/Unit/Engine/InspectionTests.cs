using ContainerNet.Services.Engine;
using Xunit;

namespace ContainerNet.Unit.Engine;

public class InspectionTests
{
    private const string Inspected = """
        {"Id":"0123","Name":"/web","Created":"2026-11-01T10:00:00.123456789Z","Image":"sha256:ff",
         "State":{"Status":"exited","Pid":0,"ExitCode":137,"Error":"","StartedAt":"2026-11-01T10:00:01.5Z","FinishedAt":"0001-01-01T00:00:00Z"},
         "Config":{"Image":"busybox","Hostname":"h","Labels":{"a":"b"}},
         "HostConfig":{"NetworkMode":"lan","IpcMode":"shareable","AutoRemove":true,"LogConfig":{"Type":"json-file","Config":{}},
           "PortBindings":{"80/tcp":[{"HostIp":"","HostPort":"8000-8010"}]}},
         "NetworkSettings":{"IPAddress":"9.9.9.9",
           "Ports":{"80/tcp":[{"HostIp":"::","HostPort":"8003"},{"HostIp":"0.0.0.0","HostPort":"8003"}],"53/udp":null},
           "Networks":{"lan":{"NetworkID":"n1","IPAddress":"10.9.0.2","IPPrefixLen":24,"Gateway":"10.9.0.1","MacAddress":"02:42:0a:09:00:02"}}}}
        """;

    private const string Listed = """
        [{"Id":"0123","Names":["/other/alias","/web"],"Image":"busybox","State":"running","HostConfig":{"NetworkMode":"lan"},"Labels":null,
          "Ports":[{"IP":"::","PrivatePort":80,"PublicPort":8080,"Type":"tcp"},{"IP":"0.0.0.0","PrivatePort":80,"PublicPort":8080,"Type":"tcp"},
                   {"IP":"0.0.0.0","PrivatePort":80,"PublicPort":8080,"Type":"tcp"},{"PrivatePort":443,"Type":"tcp"}]}]
        """;

    /// <summary>API 1.52: lists of no bindings, and no address beside the networks.</summary>
    private const string WithoutBindings = """
        {"Id":"0123","Name":"/web","Created":"2026-11-01T10:00:00Z","State":{"Status":"running","Pid":7},"Config":{"Image":"busybox"},
         "HostConfig":{"NetworkMode":"bridge","PortBindings":{"80/tcp":[]}},
         "NetworkSettings":{"SandboxID":"5b","SandboxKey":"/var/run/docker/netns/5b","Ports":{"443/tcp":[],"80/tcp":null},
           "Networks":{"bridge":{"NetworkID":"n1","IPAddress":"172.17.0.2","IPPrefixLen":16,"MacAddress":"ca:fe:00:00:00:02","DNSNames":null,"GwPriority":0}}}}
        """;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_name_is_without_slash_both_ways()
    {
        await using var fake = FakeHttpEngine.Answering(200, Inspected);
        using var engine = await fake.ConnectAsync(Token);

        Assert.Equal("web", (await engine.Containers.InspectAsync("/web", Token)).Name);
        Assert.Equal("/v1.44/containers/web/json", fake.Requests[^1].Path);
    }

    [Fact]
    public async Task Addresses_come_from_the_networks()
    {
        var endpoint = Assert.Single((await InspectAsync()).Endpoints);

        Assert.Equal(("lan", "n1", "10.9.0.2", 24, "10.9.0.1"), (endpoint.Network, endpoint.NetworkId, endpoint.IPAddress, endpoint.PrefixLength, endpoint.Gateway));
    }

    [Fact]
    public async Task What_never_was_is_null()
    {
        var details = await InspectAsync();

        Assert.Null(details.FinishedAt);
        Assert.Equal(new DateTime(2026, 11, 1, 10, 0, 1, 500, DateTimeKind.Utc), details.StartedAt);
        Assert.Equal(DateTimeKind.Utc, details.Created.Kind);
    }

    [Fact]
    public async Task Ports_published_and_asked_for_are_told_apart()
    {
        var details = await InspectAsync();

        Assert.Equal(["0.0.0.0:8003->80/tcp", "[::]:8003->80/tcp"], details.Ports.Select(port => port.ToString()));
        Assert.Equal((8000, 8010), details.PortBindings is [var wish] ? (wish.HostPort, wish.HostPortEnd) : default);
    }

    [Fact]
    public async Task A_list_of_no_bindings_is_no_port()
    {
        var details = await InspectAsync(WithoutBindings);

        Assert.Empty(details.Ports);
        Assert.Empty(details.PortBindings);
        Assert.Equal("172.17.0.2", Assert.Single(details.Endpoints).IPAddress);
    }

    [Fact]
    public async Task A_port_without_an_address_is_published_on_every_one()
    {
        var details = await InspectAsync(Inspected.Replace("\"HostIp\":\"0.0.0.0\"", "\"HostIp\":\"\"", StringComparison.Ordinal));

        Assert.Equal("0.0.0.0:8003->80/tcp", details.Ports[0].ToString());
    }

    [Fact]
    public async Task A_row_has_its_own_name_its_mode_and_each_port_once()
    {
        await using var fake = FakeHttpEngine.Answering(200, Listed);
        using var engine = await fake.ConnectAsync(Token);

        var row = Assert.Single(await engine.Containers.ListAsync(true, Token));

        Assert.Equal(("web", "lan"), (row.Name, row.NetworkMode));
        Assert.Equal(["0.0.0.0:8080->80/tcp", "[::]:8080->80/tcp"], row.Ports.Select(port => port.ToString()));
    }

    private static async Task<ContainerDetails> InspectAsync(string inspected = Inspected)
    {
        await using var fake = FakeHttpEngine.Answering(200, inspected);
        using var engine = await fake.ConnectAsync(Token);
        return await engine.Containers.InspectAsync("web", Token);
    }
}
