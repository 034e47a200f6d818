using System.Text;
using System.Text.Json;
using ContainerNet.Services.Firewall;
using ContainerNet.Services.Firewall.Native;
using ContainerNet.Unit.Iptables;
using Xunit;

namespace ContainerNet.Unit.Firewall.Rules;

/// <summary>What nft prints, with pieces of it changed: it is attributed, or refused with the one error that says it is no JSON.</summary>
public class MutatedNftTests
{
    private const int Rounds = 4_000;
    private const int Seed = 1729;

    private static readonly string[] s_pieces =
        ["null", "7", "-1", "1.5", "\"x\"", "[]", "{}", "true", "[[1, {\"jump\": 3}]]", "{\"jump\": {\"target\": \"raw-PREROUTING\"}}", "{\"prefix\": 1}", "{\"&\": []}"];

    [Theory]
    [InlineData("nft-written-29")]
    [InlineData("nft-written-netavark")]
    public void It_is_read_or_refused(string name)
    {
        var (random, original, read) = (new Random(Seed), RuleSets.Read(name), 0);
        for (var round = 0; round < Rounds; round++)
        {
            var text = new StringBuilder(original);
            for (var edits = random.Next(1, 4); edits > 0; edits--) Replace(text, random);
            try
            {
                Attributed.Of(new FirewallView([], [NftDocument.Parse(text.ToString())]));
                read++;
            }
            catch (JsonException)
            {
                // Refused.
            }
        }

        Assert.InRange(read, Rounds / 4, Rounds);
    }

    // A value, from its colon to what ends it; now and then anything at all.
    private static void Replace(StringBuilder text, Random random)
    {
        var whole = text.ToString();
        var start = whole.IndexOf(": ", random.Next(whole.Length), StringComparison.Ordinal);
        if (start < 0) return;
        var end = random.Next(12) == 0 ? start + 3 : whole.IndexOfAny([',', '}', '\n'], start);
        if (whole[start + 2] is '{' or '[') return;
        text.Remove(start + 2, Math.Max(0, end - start - 2)).Insert(start + 2, s_pieces[random.Next(s_pieces.Length)]);
    }
}
