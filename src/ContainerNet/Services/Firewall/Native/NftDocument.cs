using System.Text.Json;

namespace ContainerNet.Services.Firewall.Native;

/// <summary>What <c>nft -j list</c> printed (libnftables-json(5)): chains, rules, and the maps that lead from one chain to others.</summary>
internal sealed class NftDocument
{
    private readonly Dictionary<(string Table, string Map), List<NftJump>> _maps = [];

    private NftDocument(string text) => Text = text;

    /// <summary>The text it was read from.</summary>
    public string Text { get; }

    /// <summary>The base chains, by table and name, with the hook each hangs on.</summary>
    public Dictionary<(string Table, string Chain), string> Hooks { get; } = [];

    /// <summary>The base chains whose policy throws away what no rule lets by.</summary>
    public HashSet<(string Table, string Chain)> Dropping { get; } = [];

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
            else if (Nft.Member(item, "map") is { } map) document.AddMap(map);
            else if (Nft.Member(item, "rule") is { } rule) document.Rules.Add(new NftRule(rule));
        }

        return document;
    }

    /// <summary>Leaves only some of the chains.</summary>
    public void Leave(Predicate<string> wanted)
    {
        Rules.RemoveAll(rule => !wanted(rule.Chain));
        foreach (var chain in Hooks.Keys.Where(key => !wanted(key.Chain)).ToArray()) Hooks.Remove(chain);
    }

    /// <summary>Where a named map leads to; nowhere where there is none of that name.</summary>
    public IReadOnlyList<NftJump> JumpsOf(string table, string map) => _maps.TryGetValue((table, map), out var jumps) ? jumps : [];

    private void AddChain(JsonElement chain)
    {
        var key = (Nft.TableOf(chain), Nft.Text(chain, "name"));
        if (Nft.Text(chain, "hook") is { Length: > 0 } hook) Hooks[key] = hook.ToUpperInvariant();
        if (Nft.Text(chain, "policy") == "drop") Dropping.Add(key);
    }

    private void AddMap(JsonElement map) =>
        _maps[(Nft.TableOf(map), Nft.Text(map, "name"))] = [.. NftJump.Of(Nft.Member(map, "elem"))];
}

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
