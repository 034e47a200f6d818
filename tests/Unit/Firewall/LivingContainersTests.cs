using ContainerNet.Iptables;
using ContainerNet.Services.Engine;
using ContainerNet.Services.Firewall;
using ContainerNet.Services.Publishing;
using Xunit;

namespace ContainerNet.Unit.Firewall;

public class LivingContainersTests
{
    private static readonly string s_web = new('a', 64);
    private static readonly string s_joined = new('b', 64);

    [Theory]
    [InlineData("running", "172.17.0.2", "172.17.0.2", false)]
    [InlineData("paused", "172.17.0.2", "172.17.0.2", false)]
    [InlineData("running", "172.17.0.3", "172.17.0.2", true)]
    [InlineData("exited", "172.17.0.2", "172.17.0.2", true)]
    [InlineData("created", "", "172.17.0.2", true)]
    public void What_leads_to_a_container_is_stale_once_the_address_is_not_its_own(string state, string address, string led, bool stale)
    {
        var living = new LivingContainers([Container(s_web, state, address)]);

        foreach (var rule in new[] { Publish(s_web, led), Accept(s_web, led), Reply(s_web, led) })
            Assert.Equal(stale, living.IsStale(rule, OwnerComment.OwnerOf(rule)!.Value));
    }

    [Theory]
    [InlineData("running", "running", false)]
    [InlineData("running", "exited", true)]
    [InlineData("exited", "running", true)]
    public void A_joined_container_has_its_donors_address_while_both_run(string joined, string donor, bool stale)
    {
        var living = new LivingContainers([Container(s_web, donor, "172.17.0.2"), Container(s_joined, joined, "") with { NetworkMode = $"container:{s_web}" }]);
        var rule = Publish(s_joined, "172.17.0.2");

        Assert.Equal(stale, living.IsStale(rule, OwnerComment.OwnerOf(rule)!.Value));
    }

    [Theory]
    [InlineData("running", false)]
    [InlineData("exited", false)]
    [InlineData(null, true)]
    public void Who_may_get_to_a_port_stays_said_as_long_as_the_container_is_there(string? state, bool stale)
    {
        var living = new LivingContainers(state is null ? [] : [Container(s_web, state, "")]);
        var rule = new Rule("CONTAINERNET-ACCESS", $"-p tcp --dport 80 -m comment --comment \"containernet:{s_web}:deny:80/tcp\" -j DROP");

        Assert.Equal(stale, living.IsStale(rule, OwnerComment.OwnerOf(rule)!.Value));
    }

    [Theory]
    [InlineData("running", "80/tcp", false)]
    [InlineData("exited", "80/tcp", true)]
    [InlineData("exited", "0.0.0.0:80/tcp", true)]
    [InlineData("exited", "80-81/tcp", true)]
    [InlineData("exited", "80-82/tcp", false)]
    [InlineData("exited", "80/udp", false)]
    [InlineData("exited", "192.0.2.1:80/tcp", false)]
    public void Who_may_get_to_a_port_of_this_module_is_said_while_the_container_runs(string state, string label, bool stale)
    {
        var folder = Directory.CreateTempSubdirectory("containernet-living-");
        try
        {
            var desired = new DesiredState(Path.Combine(folder.FullName, "desired.json"));
            desired.Write([new DesiredContainer(s_web, "unix:///run/docker.sock", null, [.. PortForward.Parse("80:8080"), .. PortForward.Parse("81:8081")], [])]);
            var rule = new Rule("CONTAINERNET-ACCESS", $"-p tcp -m comment --comment \"containernet:{s_web}:deny:{label}\" -j DROP");

            Assert.Equal(stale, new LivingContainers([Container(s_web, state, "")], desired).IsStale(rule, OwnerComment.OwnerOf(rule)!.Value));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static ContainerSummary Container(string id, string state, string address) =>
        new() { Id = id, Name = id[..1], State = state, Endpoints = [new ContainerEndpoint { Network = "bridge", IPAddress = address }] };

    private static Rule Publish(string id, string address) =>
        new("CONTAINERNET", $"-p tcp --dport 80 -m comment --comment \"containernet:{id}:publish:80/tcp\" -j DNAT --to-destination {address}:80");

    private static Rule Accept(string id, string address) =>
        new("CONTAINERNET-FORWARD", $"-d {address}/32 -m comment --comment \"containernet:{id}:accept:80/tcp\" -j ACCEPT");

    private static Rule Reply(string id, string address) =>
        new("CONTAINERNET-FORWARD", $"-s {address}/32 -m comment --comment \"containernet:{id}:reply:80/tcp\" -j ACCEPT");
}
