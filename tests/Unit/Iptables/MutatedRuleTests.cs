using System.Net.Sockets;
using ContainerNet.Iptables;
using ContainerNet.Services.Firewall;
using ContainerNet.Services.Firewall.Rules;
using Xunit;

namespace ContainerNet.Unit.Iptables;

public class MutatedRuleTests
{
    private const int Lines = 1_000_000;
    private const int LinesOfASet = 5_000;
    private const int Sets = 10;
    private const int Seed = 781;

    [Fact]
    public void A_million_mutated_lines_neither_crash_nor_lose_a_character()
    {
        var mutated = New();
        for (var i = 0; i < Lines; i++) Assert.Null(MutatedRuleLines.Fault(mutated.Next()));
    }

    [Fact]
    public void Rules_of_mutated_lines_are_attributed_without_a_crash()
    {
        var mutated = New();
        for (var i = 0; i < Sets; i++)
        {
            var set = RuleSet.Parse("*nat\n" + string.Join('\n', Enumerable.Range(0, LinesOfASet).Select(_ => mutated.Next())));
            var rules = new AttributedFirewall(new FirewallView([new FirewallRules("iptables-nft", AddressFamily.InterNetwork, set)], []), [], []);

            Assert.NotEmpty(rules.All);
        }
    }

    /// <summary>Each such line could go on in every one that follows: to look there for its end each time would take minutes.</summary>
    [Fact]
    public void Quotes_that_are_never_closed_do_not_hold_up_the_reading()
    {
        const int Count = 100_000;
        var text = string.Concat(Enumerable.Repeat("-A X -m comment --comment \\\"open -j ACCEPT\n", Count));

        Assert.Equal(text, RuleSet.Parse(text).Print());
    }

    private static MutatedRuleLines New() =>
        new(RuleSets.Names.Select(static row => RuleSets.Read(row.Data)), Seed);
}
