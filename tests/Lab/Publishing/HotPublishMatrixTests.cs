using ContainerNet.Lab.Guard;
using ContainerNet.LabKit;
using Xunit;

namespace ContainerNet.Lab.Publishing;

/// <summary>A port published on a running container is reached by every kind of client, with data, and no longer once it is taken away.</summary>
public sealed class HotPublishMatrixTests(HotPublishScene scene, LabFixture lab) : IClassFixture<HotPublishScene>
{
    private const string Host4 = Addresses.Lab4;

    /// <summary>Container, number of its ports, a client on its bridge, the bridge's own address, a client on another bridge.</summary>
    private static readonly (string Name, int Number, string Same, string Other)[] s_targets =
    [
        ("default", 1, "on-default", "on-c"), ("user", 2, "on-a", "on-c"), ("two", 3, "on-a", "on-c"), ("joined", 4, "on-default", "on-c"), ("six", 6, "on-six", "on-seven"),
    ];

    /// <summary>The container, the number of its ports, the client, and the host's address it asks.</summary>
    public static TheoryData<string, int, string, string> Flows
    {
        get
        {
            var flows = new TheoryData<string, int, string, string>();
            foreach (var (name, number, same, other) in s_targets)
            {
                foreach (var client in new[] { "outside", "host", same, other, name }) flows.Add(name, number, client, Host4);
                flows.Add(name, number, same, "gateway");
            }

            foreach (var client in new[] { "outside", "host", "on-six", "on-seven", "six" }) flows.Add("six", 6, client, $"[{Addresses.Lab6}]");
            return flows;
        }
    }

    [Theory]
    [MemberData(nameof(Flows))]
    public void A_whole_page_comes_through(string name, int number, string client, string host) =>
        Assert.Equal(name, Pages.Fetch(lab, client, $"{Resolve(client, host)}:{18100 + number}", 15));

    [Theory]
    [MemberData(nameof(Flows))]
    public void A_datagram_is_answered(string name, int number, string client, string host)
    {
        Assert.NotEmpty(name);
        Assert.Matches(@"^\[?[0-9a-f.:]+\]?:\d+$", scene.Ask(client, Resolve(client, host).Trim('[', ']'), 18200 + number));
    }

    [Fact]
    public void The_container_sees_the_address_a_client_outside_has() =>
        Assert.StartsWith(Addresses.Outside4 + ":", scene.Ask("outside", Host4, 18201), StringComparison.Ordinal);

    [Fact]
    public void What_a_container_asks_of_a_host_outside_on_the_same_port_goes_there() =>
        Assert.Equal("refused", Pages.Fetch(lab, "on-c", $"{Addresses.Outside4}:18101", 5));

    [Theory]
    [InlineData("default", "172.17.")]
    [InlineData("joined", "172.17.")]
    public void The_rules_lead_to_the_address_the_engine_tells(string name, string start)
    {
        var holder = name == "joined" ? "donor" : name;
        var address = lab.Inside.Docker("inspect", "--format", "{{.NetworkSettings.IPAddress}}", holder);

        Assert.StartsWith(start, address, StringComparison.Ordinal);
        var id = lab.Inside.Docker("inspect", "--format", "{{.Id}}", name);
        Assert.Contains(FirewallText.Ours(lab), line => line.Contains($"containernet:{id}:publish:", StringComparison.Ordinal) && line.EndsWith($"{address}:{(name == "joined" ? 8080 : 80)}", StringComparison.Ordinal));
    }

    [Fact]
    public void Of_two_networks_it_is_the_address_of_the_default_route()
    {
        var route = lab.Inside.Docker("exec", "two", "ip", "route", "show", "default").Split(' ');
        var addresses = lab.Inside.Docker("exec", "two", "ip", "-4", "addr", "show", "dev", route[4]);
        var id = lab.Inside.Docker("inspect", "--format", "{{.Id}}", "two");

        var rule = FirewallText.Ours(lab).First(line => line.Contains($"containernet:{id}:publish:18103/tcp", StringComparison.Ordinal));

        Assert.Contains($"inet {rule.Split("--to-destination ")[1].Split(':')[0]}/", addresses, StringComparison.Ordinal);
    }

    private string Resolve(string client, string host) => host != "gateway" ? host
        : lab.Inside.Docker("exec", client, "ip", "route", "show", "default").Split(' ')[2];
}
