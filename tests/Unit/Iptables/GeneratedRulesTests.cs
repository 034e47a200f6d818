using System.Globalization;
using System.Text;
using ContainerNet.Iptables;
using Xunit;

namespace ContainerNet.Unit.Iptables;

public class GeneratedRulesTests
{
    private const int Seed = 20240229;

    private static readonly string[] s_names =
        ["-s", "-d", "-i", "-o", "-p", "-m", "--dport", "--ctstate", "--comment", "--log-prefix", "--to-destination", "--unknown-option", "-j", "-g"];

    private static readonly string[] s_pieces =
        ["a", "Z", "0", "-", "!", " ", "\"", "\\", "'", "\n", "\t", "/", ":", ",", "+", "[", "]", "#", "é", "容", "--", "-j DROP", "COMMIT"];

    [Fact]
    public void A_hundred_thousand_generated_rules_survive_print_and_parse()
    {
        var random = new Random(Seed);
        for (var i = 0; i < 100_000; i++)
        {
            RuleOption[] options = [.. Enumerable.Range(0, random.Next(1, 8)).Select(_ => Option(random))];
            RuleCounters? counters = random.Next(2) == 0 ? null : new RuleCounters((ulong)random.NextInt64(), (ulong)random.NextInt64());
            var rule = new Rule($"CHAIN-{i.ToString(CultureInfo.InvariantCulture)}", RuleText.Print(options), counters);

            var read = Assert.IsType<Rule>(Assert.Single(RuleSet.Parse(rule.Text).Lines));

            Assert.Equal(rule, read);
            Assert.Equal(options, read.Options);
            AssertReadOneByOne(read);
        }
    }

    [Fact]
    public void Mutated_rule_sets_neither_crash_nor_lose_a_character()
    {
        var random = new Random(Seed);
        var original = RuleSets.Read("captured-nft-odd");
        for (var i = 0; i < 2_000; i++)
        {
            var text = new StringBuilder(original);
            for (var n = random.Next(1, 20); n > 0; n--) Mutate(text, random);
            var mutated = text.ToString();

            var rules = RuleSet.Parse(mutated);

            Assert.Equal(mutated.EndsWith('\n') ? mutated : mutated + "\n", rules.Print());
            foreach (var rule in rules.Lines.OfType<Rule>())
            {
                Assert.Equal(rule.Options, RuleText.ParseOptions(RuleText.Print(rule.Options)));
                AssertReadOneByOne(rule);
            }
        }
    }

    private static void AssertReadOneByOne(Rule rule)
    {
        var reader = new OptionReader(rule.Specification);
        foreach (var option in rule.Options)
        {
            Assert.True(reader.Read());
            Assert.Equal((option.Negated, option.Name, option.Value), (reader.Negated, reader.Name.ToString(), reader.Value.ToString()));
        }

        Assert.False(reader.Read());
    }

    private static void Mutate(StringBuilder text, Random random)
    {
        var at = random.Next(text.Length);
        if (random.Next(2) == 0) text.Remove(at, Math.Min(random.Next(1, 10), text.Length - at));
        else text.Insert(at, s_pieces[random.Next(s_pieces.Length)]);
    }

    private static RuleOption Option(Random random)
    {
        var values = Enumerable.Range(0, random.Next(1, 3))
            .Select(_ => string.Concat(Enumerable.Range(0, random.Next(0, 6)).Select(_ => s_pieces[random.Next(s_pieces.Length)])));
        return new RuleOption(random.Next(3) == 0, s_names[random.Next(s_names.Length)], [.. values]);
    }
}
