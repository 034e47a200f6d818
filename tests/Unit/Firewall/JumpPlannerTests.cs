using System.Net.Sockets;
using ContainerNet.Iptables;
using ContainerNet.Services.Firewall;
using Xunit;

namespace ContainerNet.Unit.Firewall;

public class JumpPlannerTests
{
    private const string Jump = "-m comment --comment \"containernet:jump\" -j CONTAINERNET-GUARD";

    [Theory]
    [InlineData("|-j RETURN", "JUMP|-j RETURN")]
    [InlineData("", "JUMP")]
    [InlineData("-s 192.0.2.77/32 -j ACCEPT|-j RETURN", "-s 192.0.2.77/32 -j ACCEPT|JUMP|-j RETURN")]
    [InlineData("-s 192.0.2.77/32 -j ACCEPT", "-s 192.0.2.77/32 -j ACCEPT|JUMP")]
    [InlineData("-j RETURN|-s 192.0.2.77/32 -j DROP", "JUMP|-j RETURN|-s 192.0.2.77/32 -j DROP")]
    [InlineData("-i eth0 -j RETURN|-j DROP", "-i eth0 -j RETURN|-j DROP|JUMP")]
    [InlineData("JUMP|-s 192.0.2.77/32 -j ACCEPT|-j RETURN", "-s 192.0.2.77/32 -j ACCEPT|JUMP|-j RETURN")]
    [InlineData("-j RETURN|JUMP", "JUMP|-j RETURN")]
    [InlineData("JUMP|JUMP|-j RETURN", "JUMP|-j RETURN")]
    [InlineData("-i eth0 -j CONTAINERNET-GUARD|-j RETURN", "JUMP|-j RETURN")]
    [InlineData("JUMP|-j RETURN", "JUMP|-j RETURN")]
    public void The_jump_stands_behind_all_that_is_reached_and_before_the_unconditional_return(string before, string after)
    {
        var rules = DockerUser(before);

        var planned = Planned(rules);

        Assert.Equal(after, string.Join('|', planned.Table("filter").RulesOf("DOCKER-USER").Select(rule => rule.Specification.Replace(Jump, "JUMP", StringComparison.Ordinal))));
        Assert.True(Script(planned).IsEmpty);
    }

    [Fact]
    public void A_jump_that_stands_right_is_not_touched() => Assert.True(Script(DockerUser("JUMP|-j RETURN")).IsEmpty);

    [Fact]
    public void A_jump_left_in_FORWARD_is_taken_away_once_the_engines_chain_is_there()
    {
        var rules = RuleSet.Parse(DockerUser("-j RETURN").Print().Replace("-A FORWARD", $"-A FORWARD {Jump}\n-A FORWARD", StringComparison.Ordinal));

        Assert.DoesNotContain(Planned(rules).Table("filter").RulesOf("FORWARD"), rule => rule.Target == "CONTAINERNET-GUARD");
    }

    [Theory]
    [InlineData("JUMP|-j RETURN", true)]
    [InlineData("-s 192.0.2.77/32 -j ACCEPT|JUMP", true)]
    [InlineData("-j ACCEPT|JUMP", false)]
    [InlineData("-j RETURN|JUMP", false)]
    [InlineData("-m comment --comment mine -g OTHER|JUMP", false)]
    [InlineData("-j LOG|JUMP", true)]
    [InlineData("-j RETURN", false)]
    public void A_rule_that_lets_everything_by_first_is_noticed(string rules, bool reached) =>
        Assert.Equal(reached, JumpPlanner.IsReached(DockerUser(rules).Table("filter"), "CONTAINERNET-GUARD", "FORWARD"));

    [Fact]
    public void Nothing_is_reached_once_FORWARD_was_flushed() =>
        Assert.False(JumpPlanner.IsReached(
            RuleSet.Parse(DockerUser("JUMP").Print().Replace("-A FORWARD -j DOCKER-USER\n", "", StringComparison.Ordinal)).Table("filter"),
            "CONTAINERNET-GUARD", "FORWARD"));

    private static RuleSet DockerUser(string specifications) =>
        RuleSet.Parse(
            "*filter\n:FORWARD ACCEPT [0:0]\n:CONTAINERNET-GUARD - [0:0]\n:DOCKER-USER - [0:0]\n-A FORWARD -j DOCKER-USER\n" +
            string.Concat(specifications.Split('|', StringSplitOptions.RemoveEmptyEntries)
                .Select(text => $"-A DOCKER-USER {(text == "JUMP" ? Jump : text)}\n")) +
            "COMMIT\n");

    private static RestoreScript Script(RuleSet rules)
    {
        var script = new RestoreScript();
        script.AddRange("filter", JumpPlanner.Plan(rules.Table("filter"), [OwnedChains.InTable("filter", rules, AddressFamily.InterNetwork)[0]], []));
        return script;
    }

    private static RuleSet Planned(RuleSet rules) => RestoreSimulator.Apply(rules, Script(rules));
}
