using System.Net;
using ContainerNet.Iptables;
using ContainerNet.Services.Firewall;
using ContainerNet.Services.Publishing;
using ContainerNet.Services.Repairing;
using Xunit;

namespace ContainerNet.Unit.Repairing;

/// <summary>What is said of a repair, from rules as they are to rules as they should be.</summary>
public class RuleRepairsTests
{
    private const string Engine = "*filter\n:FORWARD DROP [0:0]\n:DOCKER-USER - [0:0]\n-A FORWARD -j DOCKER-USER\n-A DOCKER-USER -j RETURN\nCOMMIT\n*nat\n:DOCKER - [0:0]\nCOMMIT\n";

    private static readonly string s_id = new('a', 64);

    [Fact]
    public void Where_nothing_stands_each_thing_is_added_once_and_no_jump_is_told_of() =>
        Assert.Equal(["web: Added publish 8080/tcp -> 172.17.0.2:80"], Describe(Engine, Wish("172.17.0.2")));

    [Fact]
    public void What_stands_right_is_not_told_of() => Assert.Empty(Describe(After(Wish("172.17.0.2")), Wish("172.17.0.2")));

    [Fact]
    public void A_moved_address_is_told_with_both() =>
        Assert.Equal(["web: Changed publish 8080/tcp 172.17.0.2:80 -> 172.17.0.3:80"], Describe(After(Wish("172.17.0.2")), Wish("172.17.0.3")));

    [Fact]
    public void What_belongs_to_nobody_any_more_is_told_with_where_it_led() =>
        Assert.Equal(["web: Removed publish 8080/tcp 172.17.0.2:80"], Describe(After(Wish("172.17.0.2")), ContainerWish.Rules([], static (_, _) => true)));

    [Fact]
    public void A_rule_that_is_lost_among_others_is_counted()
    {
        var lost = string.Join('\n', After(Wish("172.17.0.2")).Split('\n').Where(static line => !line.Contains(":reply:", StringComparison.Ordinal)));

        Assert.Equal(["web: Changed publish 8080/tcp 172.17.0.2:80 (3/4) -> 172.17.0.2:80"], Describe(lost, Wish("172.17.0.2")));
    }

    [Fact]
    public void A_lost_jump_is_told_and_where_it_goes()
    {
        var lost = string.Join('\n', After(Wish("172.17.0.2")).Split('\n').Where(static line => !line.EndsWith("-j CONTAINERNET-FORWARD", StringComparison.Ordinal)));

        Assert.Equal(["-: Added jump IPv4 filter CONTAINERNET-FORWARD -> DOCKER-USER"], Describe(lost, Wish("172.17.0.2")));
    }

    [Fact]
    public void A_jump_behind_what_can_be_reached_is_told_with_its_place()
    {
        string[] lines = After(Wish("172.17.0.2")).Split('\n');
        var jump = lines.Single(static line => line.EndsWith("-j CONTAINERNET-FORWARD", StringComparison.Ordinal));
        var moved = string.Join('\n', lines.Where(line => line != jump).SelectMany(line => line == "-A DOCKER-USER -j RETURN" ? [line, jump] : new[] { line }));

        Assert.Equal(["-: Changed jump IPv4 filter CONTAINERNET-FORWARD DOCKER-USER 2 -> DOCKER-USER"], Describe(moved, Wish("172.17.0.2")));
    }

    private static FirewallWish Wish(string address) => ContainerWish.Rules(
        [
            new ContainerWish(s_id)
            {
                Addresses = [new ForwardAddress(IPAddress.Parse(address), "docker0", "172.17.0.0/16")],
                Ports = [new PortForward("", PortRange.One(8080), PortRange.One(80), "tcp")],
            },
        ],
        static (_, _) => true);

    /// <summary>The engine's rules with those wanted, as the planner would have them written.</summary>
    private static string After(FirewallWish wish) => AppliedRules.Of(RuleSet.Parse(Engine), wish);

    private static string[] Describe(string rules, FirewallWish wish) =>
        [.. new RuleRepairs(new FirewallReading("", RuleSet.Parse(rules), null), wish, static _ => "web").Describe().Select(static one => one.ToString())];
}
