using System.Text.Json;
using ContainerNet.Services;
using ContainerNet.Services.Engine;
using Xunit;

namespace ContainerNet.Unit.Engine;

/// <summary>What goes over the wire at create.</summary>
public class CreateParametersTests
{
    private static readonly ContainerSpec s_joined = new() { Image = "busybox", NetworkMode = "container:0123", IpcMode = "container:0123" };

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_is_empty_is_not_sent()
    {
        var body = await SentAsync(s_joined);

        Assert.Equal("""{"Image":"busybox","HostConfig":{"NetworkMode":"container:0123","IpcMode":"container:0123"}}""", Without(body, "RestartPolicy"));
    }

    [Fact]
    public async Task Published_ports_are_bound_and_exposed()
    {
        var body = JsonDocument.Parse(await SentAsync(new ContainerSpec
        {
            Image = "busybox",
            NetworkMode = "bridge",
            PortBindings =
            [
                new PortMapping { HostIP = "127.0.0.1", HostPort = 8080, ContainerPort = 80 },
                new PortMapping { HostPort = 8000, HostPortEnd = 8010, ContainerPort = 80 },
                new PortMapping { ContainerPort = 53, Protocol = "udp" },
            ],
        })).RootElement;

        Assert.Equal("""{"80/tcp":{},"53/udp":{}}""", body.GetProperty("ExposedPorts").GetRawText());
        Assert.Equal(
            """{"80/tcp":[{"HostIp":"127.0.0.1","HostPort":"8080"},{"HostIp":"","HostPort":"8000-8010"}],"53/udp":[{"HostIp":"","HostPort":""}]}""",
            body.GetProperty("HostConfig").GetProperty("PortBindings").GetRawText());
    }

    [Theory]
    [InlineData("1.41", "container")]
    [InlineData("1.44", "endpoint")]
    public async Task The_mac_address_goes_where_the_api_version_wants_it(string apiVersion, string place)
    {
        var body = JsonDocument.Parse(await SentAsync(
            new ContainerSpec
            {
                Image = "busybox",
                NetworkMode = "lan",
                Endpoints = [new EndpointSpec { Network = "lan", MacAddress = "02:00:00:00:00:01", Aliases = ["db"], IPv4Address = "10.9.0.5" }],
            },
            apiVersion)).RootElement;
        var endpoint = body.GetProperty("NetworkingConfig").GetProperty("EndpointsConfig").GetProperty("lan");

        Assert.Equal(place == "container", body.TryGetProperty("MacAddress", out _));
        Assert.Equal(place == "endpoint", endpoint.TryGetProperty("MacAddress", out _));
        Assert.Equal("10.9.0.5", endpoint.GetProperty("IPAMConfig").GetProperty("IPv4Address").GetString());
        Assert.Equal("db", endpoint.GetProperty("Aliases")[0].GetString());
    }

    [Theory]
    [InlineData("on-failure:3", "on-failure", 3)]
    [InlineData("always", "always", 0)]
    [InlineData("unless-stopped", "unless-stopped", 0)]
    public async Task A_restart_policy_is_read_as_docker_writes_it(string text, string name, int count)
    {
        var policy = JsonDocument.Parse(await SentAsync(s_joined with { RestartPolicy = text })).RootElement.GetProperty("HostConfig").GetProperty("RestartPolicy");

        Assert.Equal(name, policy.GetProperty("Name").GetString());
        Assert.Equal(count, policy.TryGetProperty("MaximumRetryCount", out var found) ? found.GetInt32() : 0);
    }

    [Theory]
    [InlineData("sometimes")]
    [InlineData("on-failure:x")]
    public async Task A_restart_policy_there_is_not_is_refused(string text) =>
        await EngineAssert.ThrowsAsync(ErrorId.HostConfigInvalidValue, () => SentAsync(s_joined with { RestartPolicy = text }));

    private static string Without(string body, string key) =>
        System.Text.RegularExpressions.Regex.Replace(body, $",?\"{key}\":\\{{[^}}]*\\}}", "");

    private static async Task<string> SentAsync(ContainerSpec spec, string apiVersion = "1.44")
    {
        await using var fake = FakeHttpEngine.Answering(201, """{"Id":"0123","Warnings":[]}""", apiVersion);
        using var engine = await fake.ConnectAsync(Token);
        await engine.Containers.CreateAsync(spec, Token);
        return fake.Requests[^1].Body;
    }
}
