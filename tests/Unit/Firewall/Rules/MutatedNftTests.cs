using System.Text;
using System.Text.Json;
using ContainerNet.Iptables.Matching;
using ContainerNet.Services.Firewall;
using ContainerNet.Services.Firewall.Native;
using ContainerNet.Services.Firewall.Native.Matching;
using ContainerNet.Unit.Iptables;
using ContainerNet.Unit.Iptables.Matching;
using Xunit;

namespace ContainerNet.Unit.Firewall.Rules;

/// <summary>What nft prints, with pieces of it changed: it is attributed and walked through, or refused with the one error that says it is no JSON.</summary>
public class MutatedNftTests
{
    private const int Rounds = 4_000;
    private const int Seed = 1729;

    private static readonly string[] s_pieces =
        ["null", "7", "-1", "1.5", "\"x\"", "[]", "{}", "true", "[[1, {\"jump\": 3}]]", "{\"jump\": {\"target\": \"raw-PREROUTING\"}}", "{\"prefix\": 1}", "{\"&\": []}"];

    private static readonly NftFields s_fields = new(static _ => "UNICAST");
    private static readonly Packet s_packet = Packets.Tcp("172.17.0.2", "192.0.2.1", 8080);

    [Theory]
    [InlineData("nft-written-29")]
    [InlineData("nft-written-netavark")]
    [InlineData("nft-captured-matches")]
    public void It_is_read_or_refused(string name)
    {
        var (random, original, read) = (new Random(Seed), RuleSets.Read(name), 0);
        for (var round = 0; round < Rounds; round++)
        {
            var text = new StringBuilder(original);
            for (var edits = random.Next(1, 4); edits > 0; edits--) Replace(text, random);
            try
            {
                var document = NftDocument.Parse(text.ToString());
                Attributed.Of(new FirewallView([], [document]));
                Walk(document);
                read++;
            }
            catch (JsonException)
            {
                // Refused.
            }
        }

        Assert.InRange(read, Rounds / 4, Rounds);
    }

    private static void Walk(NftDocument document)
    {
        foreach (var (table, chain) in document.Chains) new ChainWalker<WalkedNftRule>(new WalkedNftTable(table, document, s_fields)).Walk(chain, s_packet);
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
