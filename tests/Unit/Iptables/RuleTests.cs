using ContainerNet.Iptables;
using Xunit;

namespace ContainerNet.Unit.Iptables;

public class RuleTests
{
    [Fact]
    public void Order_of_matches_and_of_states_makes_no_other_rule() =>
        Assert.True(new Rule("X", "-d 10.0.0.1/32 -m conntrack --ctstate NEW,DNAT -j DROP")
            .SameAs(new Rule("X", "-m conntrack --ctstate DNAT,NEW -d 10.0.0.1/32 -j DROP", new RuleCounters(1, 2))));

    [Theory]
    [InlineData("X", "-d 10.0.0.1/32 -j DROP")]
    [InlineData("X", "! -d 10.0.0.2/32 -j DROP")]
    [InlineData("X", "-d 10.0.0.2/32 -j ACCEPT")]
    [InlineData("X", "-d 10.0.0.2/32 -g DROP")]
    [InlineData("Y", "-d 10.0.0.2/32 -j DROP")]
    public void Another_match_negation_target_or_chain_does(string chain, string specification) =>
        Assert.False(new Rule("X", "-d 10.0.0.2/32 -j DROP").SameAs(new Rule(chain, specification)));

    [Theory]
    [InlineData("-j RETURN", true)]
    [InlineData("-m comment --comment \"a b\" -j RETURN", true)]
    [InlineData("-m conntrack --ctstate NEW -j RETURN", false)]
    [InlineData("! -i lo -j RETURN", false)]
    public void Only_a_rule_without_a_match_is_unconditional(string specification, bool expected) =>
        Assert.Equal(expected, new Rule("X", specification).IsUnconditional);

    [Fact]
    public void A_copy_with_another_specification_does_not_keep_the_old_options()
    {
        var rule = new Rule("X", "-j DROP");
        Assert.Equal("DROP", rule.Target);

        Assert.Equal("ACCEPT", (rule with { Specification = "-j ACCEPT" }).Target);
    }

    [Fact]
    public void A_rule_that_was_looked_into_equals_one_that_was_not()
    {
        var rule = new Rule("X", "-j DROP");
        Assert.NotEmpty(rule.Options);

        Assert.Equal(new Rule("X", "-j DROP"), rule);
    }
}
