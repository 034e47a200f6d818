using ContainerNet.Iptables;
using Xunit;

namespace ContainerNet.Unit.Iptables;

public class RuleSetRoundTripTests
{
    public static TheoryData<string> Names => RuleSets.Names;

    [Theory]
    [MemberData(nameof(Names))]
    public void A_rule_set_prints_back_to_the_very_text_it_was_read_from(string name)
    {
        var text = RuleSets.Read(name);

        Assert.Equal(text, RuleSet.Parse(text).Print());
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_rule_line_is_understood_as_a_rule(string name)
    {
        var rules = RuleSet.Parse(RuleSets.Read(name));

        Assert.DoesNotContain(rules.Lines.OfType<OtherLine>(), line => line.Line.Contains("-A ", StringComparison.Ordinal));
        Assert.Contains(rules.Lines, line => line is Rule);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void The_options_of_every_rule_print_to_a_text_with_the_same_options(string name)
    {
        foreach (var rule in RuleSet.Parse(RuleSets.Read(name)).Lines.OfType<Rule>())
        {
            Assert.Equal(rule.Options, RuleText.ParseOptions(RuleText.Print(rule.Options)));
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void What_is_read_again_is_the_very_rule_it_was_and_each_only_once(string name)
    {
        var text = string.Concat(RuleSet.Parse(RuleSets.Read(name)).Lines.Select(static line => (line is Rule rule ? rule.WithoutCounters : line.Text) + "\n"));
        var first = RuleSet.Parse(text);

        var again = RuleSet.Parse(text + "*mangle\n:NEW - [0:0]\n-A NEW -j DROP\n-A NEW -j DROP\nCOMMIT\n", first);

        Assert.Equal(text, string.Concat(again.Lines.Take(first.Lines.Count).Select(static line => line.Text + "\n")));
        var rules = again.Lines.OfType<Rule>().ToArray();
        Assert.All(first.Lines.OfType<Rule>().Distinct(), rule => Assert.Contains(rules, one => ReferenceEquals(one, rule)));
        Assert.Equal(rules.Length, rules.Distinct(ReferenceEqualityComparer.Instance).Count());
    }

    [Fact]
    public void Counters_are_read_and_kept()
    {
        var rules = RuleSet.Parse(RuleSets.Read("captured-20.10-published"));

        Assert.Contains(rules.Table("filter").RulesOf("FORWARD"), rule => rule.Counters is { Packets: > 0, Bytes: > 0 });
    }

    [Fact]
    public void A_table_nobody_has_used_yet_is_empty()
    {
        var table = RuleSet.Parse("").Table("mangle");

        Assert.Empty(table.RulesOf("PREROUTING"));
        Assert.False(table.HasChain("PREROUTING"));
    }

    [Theory]
    [InlineData("-A")]
    [InlineData("-A ")]
    [InlineData("[1:2] -A ")]
    [InlineData("[1:] -A X -j Y")]
    [InlineData("[01:2] -A X -j Y")]
    [InlineData(":X")]
    [InlineData(":X - [0:0] more")]
    [InlineData("*")]
    [InlineData("-A X --comment \"never closed\n-A Y -j Z")]
    [InlineData("garbage\n\n\n*filter\n\r\nCOMMIT")]
    public void What_is_not_understood_is_kept_as_it_is(string text) => Assert.Equal(text + "\n", RuleSet.Parse(text).Print());
}
