using System.Net;
using System.Net.Sockets;
using ContainerNet.Iptables;
using ContainerNet.Services.Firewall;
using ContainerNet.Services.Publishing;
using ContainerNet.Unit.Iptables;
using Xunit;

namespace ContainerNet.Unit.Firewall;

public class PublishPlannerTests
{
    private static readonly string s_a = new('a', 64);
    private static readonly string s_b = new('b', 64);
    private static readonly ForwardAddress s_web = new(IPAddress.Parse("172.17.0.2"), "docker0", "172.17.0.0/16");
    private static readonly ForwardAddress s_six = new(IPAddress.Parse("fd00::2"), "br-1", "fd00::/64");

    public static TheoryData<string> Engines => ["captured-20.10-published", "written-27", "written-28", "written-29"];

    [Theory]
    [MemberData(nameof(Engines))]
    public void Published_and_taken_away_leaves_every_line_as_it_was(string name)
    {
        var before = Read(name);

        var after = Apply(Apply(before, Wish(s_a, "8080:80", "9000-9010:90-100"), _ => true), None, _ => true);

        Assert.Equal(before.Lines.OfType<Rule>().Select(static rule => rule.Text), after.Lines.OfType<Rule>().Select(static rule => rule.Text));
    }

    [Theory]
    [MemberData(nameof(Engines))]
    public void The_second_plan_is_empty(string name)
    {
        var wish = Wish(s_a, "8080:80", "9000-9010:90-100/udp") with { Access = [new("", new(8080, 8080), "tcp", ["10.0.0.0/8", "192.0.2.7/32"])] };

        Assert.True(Plan(Apply(Read(name), wish, _ => true), wish, _ => true).IsEmpty);
    }

    [Fact]
    public void What_lets_pass_comes_before_what_leads_there()
    {
        var wish = Wish(s_a, "8080:80") with { Access = [new("", new(8080, 8080), "tcp", ["10.0.0.0/8"])] };

        Assert.Equal(["*mangle", "*filter", "*nat"], Tables(Plan(Read("written-27"), wish, _ => false)));
    }

    [Fact]
    public void What_leads_there_goes_before_what_lets_pass()
    {
        var wish = Wish(s_a, "8080:80") with { Access = [new("", new(8080, 8080), "tcp", ["10.0.0.0/8"])] };

        Assert.Equal(["*nat", "*mangle", "*filter"], Tables(Plan(Apply(Read("written-27"), wish, _ => false), None, _ => true)));
    }

    [Fact]
    public void A_moved_address_is_nowhere_led_to_before_all_is_ready()
    {
        var moved = Wish(s_a, "8080:80") with { Addresses = [s_web with { Address = IPAddress.Parse("172.17.0.9") }] };

        var script = Plan(Apply(Read("written-27"), Wish(s_a, "8080:80"), _ => false), moved, _ => true);

        Assert.Equal(["*nat", "*filter", "*nat"], Tables(script));
    }

    [Fact]
    public void The_guard_stands_before_what_is_let_pass_and_both_before_the_engines_return()
    {
        var target = new GuardTarget(s_b, [new GuardedAddress("172.17.0.3", "docker0")], LoopbackPublished: false);
        var published = Apply(Read("written-27"), Wish(s_a, "8080:80"), _ => false);

        var after = RestoreSimulator.Apply(published, FirewallPlanner.Plan(published, AddressFamily.InterNetwork, GuardRules.Wish(target, static (_, _) => false)));

        Assert.Equal(["CONTAINERNET-GUARD", "CONTAINERNET-FORWARD", "RETURN"], after.Table("filter").RulesOf("DOCKER-USER").Select(static rule => rule.Target).TakeLast(3));
        var swept = RestoreSimulator.Apply(after, FirewallPlanner.Plan(after, AddressFamily.InterNetwork, new FirewallWish([], [], static (_, owner) => owner.ContainerId == s_a)));
        Assert.Equal(["CONTAINERNET-GUARD", "RETURN"], swept.Table("filter").RulesOf("DOCKER-USER").Select(static rule => rule.Target).TakeLast(2));
    }

    [Fact]
    public void A_source_is_let_in_before_everybody_is_kept_away_and_behind_the_loopback()
    {
        var loopback = Apply(Read("written-27"), new GuardTarget(s_b, [new GuardedAddress("172.17.0.3", "docker0")], LoopbackPublished: true));
        var first = Apply(loopback, new ContainerWish(s_a) { Access = [new("", new(80, 80), "tcp", ["10.0.0.0/8"])] }, _ => false);

        var second = Apply(first, new ContainerWish(s_a) { Access = [new("", new(80, 80), "tcp", ["10.0.0.0/8", "192.0.2.0/24"]), new("", new(443, 443), "tcp", ["10.0.0.0/8"])] }, id => id == s_a);

        Assert.Equal(["-i lo", "-d 127.0.0.0/8", "-s 10.0.0.0/8", "-s 192.0.2.0/24", "-s 10.0.0.0/8", "-p tcp", "-p tcp"],
            second.Table("mangle").RulesOf("CONTAINERNET-ACCESS").Select(static rule => string.Join(' ', rule.Specification.Split(' ').Take(2))));
    }

    [Fact]
    public void In_IPv6_a_neighbours_link_local_address_is_not_led_on()
    {
        var rules = ContainerWish.Rules([Wish(s_a, "8080:80")], static (_, _) => false).IPv6;

        Assert.Contains("! -s fe80::/10 ", Assert.Single(rules, static rule => rule.Chain == "CONTAINERNET").Specification, StringComparison.Ordinal);
        Assert.All(rules, static rule => Assert.DoesNotContain("172.17", rule.Specification, StringComparison.Ordinal));
    }

    [Fact]
    public void A_port_at_one_address_of_the_host_is_of_its_family_alone()
    {
        var rules = ContainerWish.Rules([Wish(s_a, "192.0.2.1:8080:80")], static (_, _) => false);

        Assert.Empty(rules.IPv6);
        Assert.Contains("-d 192.0.2.1/32 ", Assert.Single(rules.IPv4, static rule => rule.Chain == "CONTAINERNET").Specification, StringComparison.Ordinal);
        Assert.Contains("--ctorigdst 192.0.2.1 ", rules.IPv4[0].Specification, StringComparison.Ordinal);
    }

    [Fact]
    public void A_comment_fits_into_what_iptables_takes()
    {
        var wish = Wish(s_a, "[2001:db8:1111:2222:3333:4444:5555:6666]:60000-65535:60000-65535/sctp");

        Assert.All(ContainerWish.Rules([wish], static (_, _) => false).IPv6, static rule => Assert.InRange(rule.Comment.Length, 64, 255));
    }

    [Theory]
    [InlineData("172.17.0.2", 80, 80, 8080, 8080, "172.17.0.2:80")]
    [InlineData("172.17.0.2", 80, 90, 80, 90, "172.17.0.2")]
    [InlineData("172.17.0.2", 80, 90, 8080, 8090, "172.17.0.2:80-90/8080")]
    [InlineData("172.17.0.2", 80, 80, 8080, 8090, "172.17.0.2:80")]
    [InlineData("172.17.0.2", 8080, 8080, 8080, 8090, "172.17.0.2:8080")]
    [InlineData("fd00::2", 80, 80, 80, 80, "[fd00::2]:80")]
    [InlineData("fd00::2", 80, 80, 8080, 8090, "[fd00::2]:80")]
    [InlineData("fd00::2", 80, 90, 80, 90, "fd00::2")]
    [InlineData("fd00::2", 80, 90, 8080, 8090, "[fd00::2]:80-90/8080")]
    public void A_destination_is_read_as_it_was_written(string address, int first, int last, int hostFirst, int hostLast, string text)
    {
        Assert.Equal(text, DnatDestination.Print(IPAddress.Parse(address), new(hostFirst, hostLast), new(first, last)));
        Assert.Equal(new DnatDestination(IPAddress.Parse(address), text.EndsWith("::2", StringComparison.Ordinal) || !text.Contains(':', StringComparison.Ordinal) ? null : new PortRange(first, last)) { Start = text.Contains('/', StringComparison.Ordinal) ? hostFirst : null }, DnatDestination.Parse(text));
    }

    [Fact]
    public void What_was_published_is_read_from_the_rules()
    {
        var wish = Wish(s_a, "8080:80", "9000-9010:90-100/udp") with { Access = [new("0.0.0.0", new(8080, 8080), "tcp", ["10.0.0.0/8"])] };

        var own = OwnPorts.Read(Apply(Read("written-27"), wish, _ => false), null);

        Assert.Equal(["0.0.0.0:8080->80/tcp 10.0.0.0/8", "0.0.0.0:9000->90/udp "], own.Of(s_a).Take(2).Select(static port => $"{port} {string.Join(',', port.AllowFrom)}"));
        Assert.Equal(12, own.Of(s_a).Count());
        Assert.Equal("172.17.0.2", own.Ports[0].Address.ToString());
    }

    [Fact]
    public void Ports_in_a_row_that_lead_to_one_are_read_one_by_one()
    {
        var wish = Wish(s_a, "8080:80", "8081:80", "8082:80", "8083:81", "8084:82", "8085:80", "8087:80");

        var own = OwnPorts.Read(Apply(Read("written-27"), wish, _ => false), null);

        Assert.Equal(["8080-8082/tcp", "8083-8084/tcp", "8085/tcp", "8087/tcp"], own.Ports.Select(static port => port.Owner.Port));
        Assert.Equal(
            ["8080->80", "8081->80", "8082->80", "8083->81", "8084->82", "8085->80", "8087->80"],
            own.Of(s_a).Select(static port => $"{port.HostPort}->{port.ContainerPort}"));
        Assert.Equal(["8080:80", "8082:80"], own.Ports[0].Only(static port => port.HostPort != 8081).Select(static part => part.Wanted.ToString()));
    }

    private static ContainerWish None { get; } = new(s_a);

    private static ContainerWish Wish(string id, params string[] ports) =>
        new(id) { Addresses = [s_web, s_six], Ports = PortForward.From(PublishParser.ParseAll(ports)), Hairpins = [s_web.Address] };

    private static RuleSet Read(string name) => RuleSet.Parse(RuleSets.Read(name));

    private static RestoreScript Plan(RuleSet rules, ContainerWish wish, Func<string, bool> isReplaced) =>
        FirewallPlanner.Plan(rules, AddressFamily.InterNetwork, ContainerWish.Rules([wish], (_, owner) => isReplaced(owner.ContainerId)));

    private static RuleSet Apply(RuleSet rules, ContainerWish wish, Func<string, bool> isReplaced) => RestoreSimulator.Apply(rules, Plan(rules, wish, isReplaced));

    private static RuleSet Apply(RuleSet rules, GuardTarget target) =>
        RestoreSimulator.Apply(rules, FirewallPlanner.Plan(rules, AddressFamily.InterNetwork, GuardRules.Wish(target, static (_, _) => false)));

    private static string[] Tables(RestoreScript script) => [.. script.ToString().Split('\n').Where(static line => line.StartsWith('*'))];
}
