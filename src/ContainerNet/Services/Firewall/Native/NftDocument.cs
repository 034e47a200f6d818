using System.Text.Json;

namespace ContainerNet.Services.Firewall.Native;

/// <summary>What <c>nft -j list</c> printed (libnftables-json(5)): chains, rules, and the sets and maps that rules look into.</summary>
internal sealed class NftDocument
{
    private readonly Dictionary<(string Table, string Name), JsonElement> _sets = [];

    // Sets that rules put packets into.
    private readonly HashSet<(string Table, string Name)> _changing = [];

    private NftDocument(string text) => Text = text;

    /// <summary>The text it was read from.</summary>
    public string Text { get; }

    /// <summary>The chains, by table and name.</summary>
    public HashSet<(string Table, string Chain)> Chains { get; } = [];

    /// <summary>Those of them that hang on a hook.</summary>
    public Dictionary<(string Table, string Chain), NftBaseChain> BaseChains { get; } = [];

    /// <summary>The rules, in their order.</summary>
    public List<NftRule> Rules { get; } = [];

    /// <exception cref="JsonException">The text is no JSON.</exception>
    public static NftDocument Parse(string json)
    {
        using var parsed = JsonDocument.Parse(json);
        var document = new NftDocument(json);
        foreach (var item in Nft.Items(Nft.Member(parsed.RootElement.Clone(), "nftables")))
        {
            if (Nft.Member(item, "chain") is { } chain) document.AddChain(chain);
            else if ((Nft.Member(item, "set") ?? Nft.Member(item, "map")) is { } set) document.AddSet(set);
            else if (Nft.Member(item, "rule") is { } rule) document.AddRule(new NftRule(rule));
        }

        return document;
    }

    /// <summary>Leaves only some of the chains.</summary>
    public void Leave(Predicate<string> wanted)
    {
        Rules.RemoveAll(rule => !wanted(rule.Chain));
        Chains.RemoveWhere(key => !wanted(key.Chain));
        foreach (var chain in BaseChains.Keys.Where(key => !wanted(key.Chain)).ToArray()) BaseChains.Remove(chain);
    }

    /// <summary>Where a named map leads to; nowhere where there is none of that name.</summary>
    public IEnumerable<NftJump> JumpsOf(string table, string map) => _sets.TryGetValue((table, map), out var elements) ? NftJump.Of(elements) : [];

    /// <summary>The elements of a named set or map; null where there is none of that name, or where packets put elements into it.</summary>
    public IEnumerable<JsonElement>? SetOf(string table, string name) =>
        _sets.TryGetValue((table, name), out var elements) && !_changing.Contains((table, name)) ? Nft.Items(elements) : null;

    private void AddChain(JsonElement chain)
    {
        var key = (Nft.TableOf(chain), Nft.Text(chain, "name"));
        Chains.Add(key);
        if (Nft.Text(chain, "hook") is not { Length: > 0 } hook) return;
        var priority = Nft.Member(chain, "prio") is { ValueKind: JsonValueKind.Number } number && number.TryGetInt32(out var value) ? value : 0;
        BaseChains[key] = new NftBaseChain(hook.ToUpperInvariant(), Nft.Text(chain, "type"), priority, Nft.Text(chain, "policy") == "drop");
    }

    private void AddSet(JsonElement set) => _sets[(Nft.TableOf(set), Nft.Text(set, "name"))] = Nft.Member(set, "elem") ?? default;

    private void AddRule(NftRule rule)
    {
        Rules.Add(rule);
        foreach (var statement in rule.Statements)
        {
            if ((Nft.Member(statement, "set") ?? Nft.Member(statement, "map")) is { } change && Nft.Text(change, "set") + Nft.Text(change, "map") is ['@', .. var name])
                _changing.Add((rule.Table, name));
        }
    }
}

/// <summary>A chain that hangs on a hook of the kernel.</summary>
/// <param name="Hook">PREROUTING, INPUT, FORWARD, OUTPUT, POSTROUTING, INGRESS or EGRESS.</param>
/// <param name="Type">filter, nat or route.</param>
/// <param name="Priority">Which of the chains of the hook come first: those with the lowest.</param>
/// <param name="Drops">Whether its policy throws away what no rule lets by.</param>
internal sealed record NftBaseChain(string Hook, string Type, int Priority, bool Drops);

/// <summary>A rule as nft prints it in JSON.</summary>
internal readonly record struct NftRule(JsonElement Json)
{
    public string Table => Nft.TableOf(Json);

    public string Chain => Nft.Text(Json, "chain");

    public string Comment => Nft.Text(Json, "comment");

    /// <summary>ip, ip6, inet, bridge ...</summary>
    public string Family => Nft.Text(Json, "family");

    /// <summary>Its matches and statements, in their order.</summary>
    public IEnumerable<JsonElement> Statements => Nft.Items(Nft.Member(Json, "expr"));
}

/// <summary>An element of a map of verdicts: what is looked up, and the chain it leads to.</summary>
internal readonly record struct NftJump(string Key, string Chain)
{
    /// <summary>The elements of a map that lead to a chain.</summary>
    public static IEnumerable<NftJump> Of(JsonElement? elements)
    {
        foreach (var pair in Nft.Items(elements))
        {
            JsonElement[] sides = [.. Nft.Items(pair)];
            if (sides.Length != 2) continue;
            if ((Nft.Member(sides[1], "jump") ?? Nft.Member(sides[1], "goto")) is { } verdict)
                yield return new NftJump(sides[0].ValueKind == JsonValueKind.String ? sides[0].GetString()! : "", Nft.Text(verdict, "target"));
        }
    }
}
