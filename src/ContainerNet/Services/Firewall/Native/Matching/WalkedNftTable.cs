using ContainerNet.Iptables.Matching;

namespace ContainerNet.Services.Firewall.Native.Matching;

/// <summary>A table of nftables' own, to walk packets through.</summary>
internal sealed class WalkedNftTable : IWalkedTable<WalkedNftRule>
{
    private readonly Dictionary<string, WalkedNftRule[]> _chains;
    private readonly NftDocument _document;

    /// <param name="name">The family and the table.</param>
    /// <param name="document">What nft prints of it.</param>
    /// <param name="fields">What can be asked of packets.</param>
    public WalkedNftTable(string name, NftDocument document, NftFields fields)
    {
        (Name, _document) = (name, document);
        var conditions = new NftConditions(fields, document);
        _chains = document.Rules.Where(rule => rule.Table == name).GroupBy(static rule => rule.Chain, StringComparer.Ordinal).ToDictionary(
            static chain => chain.Key, chain => chain.SelectMany((rule, index) => WalkedNftRule.Of(rule, index + 1, conditions)).ToArray(), StringComparer.Ordinal);
        foreach (var (_, chain) in document.Chains.Where(one => one.Table == name)) _chains.TryAdd(chain, []);
    }

    public string Name { get; }

    public IReadOnlyList<WalkedNftRule> RulesOf(string chain) => _chains.GetValueOrDefault(chain, []);

    public bool HasChain(string chain) => _chains.ContainsKey(chain);

    public string PolicyOf(string chain) => _document.BaseChains.TryGetValue((Name, chain), out var known) && known.Drops ? "DROP" : "ACCEPT";

    public int NumberOf(WalkedNftRule rule, int index) => rule.Number;

    public string ChainOf(WalkedNftRule rule) => rule.Rule.Chain;

    public string TextOf(WalkedNftRule rule) => NftText.Of(rule.Rule);

    public Answer Matches(WalkedNftRule rule, Packet packet) => rule.Matches(packet);

    public string TargetOf(WalkedNftRule rule) => rule.Target;

    public bool IsGoto(WalkedNftRule rule) => rule.IsGoto;

    // A chain that is not there, and what is not understood, may do anything.
    public string? VerdictOf(WalkedNftRule rule) => rule.Target switch
    {
        "" => null,
        "ACCEPT" or "DROP" or "REJECT" or "DNAT" or "SNAT" or "MASQUERADE" or "REDIRECT" => rule.Target,
        _ => Outcome.Unknown,
    };

    public string EffectOf(WalkedNftRule rule) => VerdictOf(rule) is { } verdict ? $"{verdict}{rule.To}" : "";

    public Packet Change(Packet packet, WalkedNftRule rule, bool surely) => rule.Change(packet, surely);
}
