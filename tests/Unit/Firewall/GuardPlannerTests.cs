using System.Net.Sockets;
using ContainerNet.Iptables;
using ContainerNet.Services.Firewall;
using ContainerNet.Unit.Iptables;
using Xunit;

namespace ContainerNet.Unit.Firewall;

public class GuardPlannerTests
{
    private static readonly string s_a = new('a', 64);
    private static readonly string s_b = new('b', 64);
    private static readonly GuardTarget s_targetA = new(s_a, [new GuardedAddress("172.17.0.2", "docker0")], LoopbackPublished: false);
    private static readonly GuardTarget s_targetB = new(s_b, [new GuardedAddress("172.18.0.2", "br-1")], LoopbackPublished: true);

    public static TheoryData<string> Engines => ["captured-20.10-published", "written-27", "written-28", "written-29"];

    [Theory]
    [MemberData(nameof(Engines))]
    public void The_second_plan_is_empty(string name) => Assert.True(Plan(Ensure(Read(name), s_targetB), s_targetB).IsEmpty);

    [Theory]
    [MemberData(nameof(Engines))]
    public void After_ensure_the_guard_stands(string name) =>
        Assert.True(new GuardReading(Ensure(Read(name), s_targetB), null).Stands(s_targetB));

    [Theory]
    [MemberData(nameof(Engines))]
    public void What_was_there_before_is_there_after_ensure_and_sweep_line_by_line(string name)
    {
        var before = Read(name);

        var after = Sweep(Ensure(Ensure(before, s_targetA), s_targetB), _ => true);

        Assert.Equal(Rules(before), Rules(after));
        Assert.DoesNotContain(after.Lines, line => line.Text.Contains("CONTAINERNET", StringComparison.Ordinal));
    }

    [Fact]
    public void A_sweep_takes_only_what_belongs_to_a_container_that_is_gone()
    {
        var both = Ensure(Ensure(Read("written-27"), s_targetA), s_targetB);

        var after = Sweep(both, id => id == s_b);

        Assert.Equal([s_a], FirewallPlanner.Owners(after));
        Assert.False(after.Table("mangle").HasChain("CONTAINERNET-ACCESS"));
    }

    [Fact]
    public void A_sweep_without_anything_stale_plans_nothing() =>
        Assert.True(SweepPlan(Ensure(Read("written-27"), s_targetA), _ => false).IsEmpty);

    [Fact]
    public void A_rule_set_without_a_rule_of_ours_needs_no_sweep() =>
        Assert.True(SweepPlan(Read("written-29"), _ => true).IsEmpty);

    [Fact]
    public void A_container_that_moved_leaves_no_rule_at_its_old_address()
    {
        var moved = s_targetA with { Addresses = [new GuardedAddress("172.17.0.9", "docker0")] };

        var after = Ensure(Ensure(Read("written-27"), s_targetA), moved);

        Assert.Equal(["172.17.0.9/32"], after.Table("filter").RulesOf("CONTAINERNET-GUARD").Select(rule => rule.Find("-d")!.Value));
    }

    [Fact]
    public void A_rule_that_stands_twice_is_left_once()
    {
        var once = Ensure(Read("written-27"), s_targetA);
        var rule = Assert.Single(once.Table("filter").RulesOf("CONTAINERNET-GUARD"));
        var twice = new RuleSet([.. once.Lines.SelectMany(line => ReferenceEquals(line, rule) ? [line, rule with { }] : new[] { line })]);

        Assert.Single(Ensure(twice, s_targetA).Table("filter").RulesOf("CONTAINERNET-GUARD"));
    }

    [Fact]
    public void A_strangers_rule_in_our_chain_stays_and_keeps_the_chain()
    {
        var script = new RestoreScript();
        script.Add("filter", "-A CONTAINERNET-GUARD -s 192.0.2.9/32 -j RETURN");
        var rules = RestoreSimulator.Apply(Ensure(Read("written-27"), s_targetA), script);

        var left = Assert.Single(Sweep(rules, _ => true).Table("filter").RulesOf("CONTAINERNET-GUARD"));

        Assert.Equal("-s 192.0.2.9/32 -j RETURN", left.Specification);
    }

    [Fact]
    public void The_host_itself_is_let_in_before_neighbours_are_dropped() =>
        Assert.Equal(["RETURN", "DROP"], Ensure(Read("written-27"), s_targetB).Table("mangle").RulesOf("CONTAINERNET-ACCESS").Select(rule => rule.Target));

    [Fact]
    public void Loopback_is_left_alone_where_nothing_is_published_there() =>
        Assert.DoesNotContain("mangle", Plan(Read("written-27"), s_targetA).ToString(), StringComparison.Ordinal);

    [Fact]
    public void In_ipv6_without_the_engines_chain_the_jump_hangs_first_in_FORWARD()
    {
        var target = new GuardTarget(s_a, [new GuardedAddress("fd00::2", "br-1"), new GuardedAddress("172.17.0.2", "docker0")], true);
        var before = RuleSet.Parse("*filter\n:FORWARD ACCEPT [0:0]\n-A FORWARD -i eth0 -j ACCEPT\nCOMMIT\n");

        var after = RestoreSimulator.Apply(before, FirewallPlanner.Plan(before, AddressFamily.InterNetworkV6, GuardRules.Wish(target, static (_, _) => false)));

        Assert.Equal("CONTAINERNET-GUARD", after.Table("filter").RulesOf("FORWARD")[0].Target);
        Assert.Equal("fd00::2/128", Assert.Single(after.Table("filter").RulesOf("CONTAINERNET-GUARD")).Find("-d")!.Value);
        Assert.False(after.Table("mangle").HasChain("CONTAINERNET-ACCESS"));
    }

    private static RuleSet Read(string name) => RuleSet.Parse(RuleSets.Read(name));

    private static IEnumerable<string> Rules(RuleSet rules) => rules.Lines.OfType<Rule>().Select(rule => rule.Text);

    private static RestoreScript Plan(RuleSet rules, GuardTarget target) => FirewallPlanner.Plan(rules, AddressFamily.InterNetwork, GuardRules.Wish(target, static (_, _) => false));

    private static RuleSet Ensure(RuleSet rules, GuardTarget target) => RestoreSimulator.Apply(rules, Plan(rules, target));

    private static RuleSet Sweep(RuleSet rules, Func<string, bool> isGone) =>
        RestoreSimulator.Apply(rules, SweepPlan(rules, isGone));

    private static RestoreScript SweepPlan(RuleSet rules, Func<string, bool> isGone) =>
        FirewallPlanner.Plan(rules, AddressFamily.InterNetwork, new FirewallWish([], [], (_, owner) => isGone(owner.ContainerId)));
}
