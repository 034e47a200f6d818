using System.Text.Json;
using ContainerNet.Iptables.Matching;

namespace ContainerNet.Services.Firewall.Native.Matching;

/// <summary>A rule of nftables as a packet meets it, or one element of the map it looks into.</summary>
/// <param name="Rule">The rule.</param>
/// <param name="Number">Its place in its chain, from 1.</param>
internal sealed record WalkedNftRule(NftRule Rule, int Number)
{
    // They look at a packet, or change what no verdict here depends on.
    private static readonly HashSet<string> s_passing = ["counter", "log", "ct helper", "ct timeout", "ct expectation", "secmark", "dup", "continue"];

    // Whether they let a packet by hangs on what came before it.
    private static readonly HashSet<string> s_limits = ["limit", "quota", "ct count", "last", "flow", "set", "map"];

    private PacketTest[] Conditions { get; init; } = [];

    /// <summary>The chain it leads to, RETURN, ACCEPT, DROP, DNAT ...; empty where it lets the packet go on.</summary>
    public string Target { get; private init; } = "";

    /// <summary>Whether the packet does not come back from the chain it leads to.</summary>
    public bool IsGoto { get; private init; }

    /// <summary>Whether the packet has another mark afterwards.</summary>
    public bool SetsMark { get; private init; }

    private uint? Mark { get; init; }

    /// <summary>Of a translation, what it leads to, in nft's JSON.</summary>
    public JsonElement To { get; private init; }

    private bool IsUntracking { get; init; }

    /// <summary>What a rule is to a packet: of one with a map an element each.</summary>
    public static IEnumerable<WalkedNftRule> Of(NftRule rule, int number, NftConditions conditions)
    {
        var walked = new WalkedNftRule(rule, number);
        foreach (var statement in rule.Statements)
        {
            if (Nft.Only(statement) is not { } only) return [walked with { Target = Outcome.Unknown }];
            if (only.Name == "vmap" && walked.Target.Length == 0)
                return !walked.HasEffect && conditions.OfMap(rule.Table, only.Value) is { } map ? map.Select(one => walked.And(one.Test).Doing(one.Verdict)) : [walked with { Target = Outcome.Unknown }];
            walked = walked.With(only, rule.Table, conditions);
        }

        return [walked];
    }

    public Answer Matches(Packet packet) => NftOperand.All(Conditions, packet);

    /// <summary>The packet behind it.</summary>
    public Packet Change(Packet packet, bool surely)
    {
        if (SetsMark) packet = packet with { Mark = surely ? Mark : null };
        return IsUntracking ? packet with { Connection = packet.Connection with { State = surely ? "UNTRACKED" : Outcome.Unknown } } : packet;
    }

    private bool HasEffect => SetsMark || IsUntracking;

    // An effect comes even where a match behind it does not hold: such a rule is not understood.
    private WalkedNftRule With(JsonProperty statement, string table, NftConditions conditions) => statement.Name switch
    {
        _ when Target.Length > 0 || s_passing.Contains(statement.Name) => this,
        "match" when !HasEffect => And(conditions.Of(table, statement.Value)),
        _ when s_limits.Contains(statement.Name) && !HasEffect => And(static _ => Answer.Unknown),
        "mangle" => Setting(statement.Value),
        "dnat" or "snat" or "masquerade" or "redirect" => And(NftFields.IsOf(Nft.Text(statement.Value, "family"))) with { Target = statement.Name.ToUpperInvariant(), To = statement.Value },
        "notrack" => this with { IsUntracking = true },
        _ => Doing(statement),
    };

    private WalkedNftRule Setting(JsonElement mangle)
    {
        var key = Nft.Member(mangle, "key");
        if (Nft.Member(key, "payload") is not null) return this with { Target = Outcome.Unknown };
        return Nft.Text(Nft.Member(key, "meta"), "key") == "mark"
            ? this with { SetsMark = true, Mark = Nft.Member(mangle, "value") is { } value ? NftValues.Number(value) : null }
            : this;
    }

    private WalkedNftRule And(PacketTest condition) => this with { Conditions = [.. Conditions, condition] };

    private WalkedNftRule Doing(JsonElement verdict) => Nft.Only(verdict) is { } only ? Doing(only) : this with { Target = Outcome.Unknown };

    private WalkedNftRule Doing(JsonProperty verdict) => verdict.Name switch
    {
        "jump" or "goto" => this with { Target = Nft.Text(verdict.Value, "target"), IsGoto = verdict.Name == "goto" },
        "accept" or "drop" or "reject" or "return" => this with { Target = verdict.Name.ToUpperInvariant() },
        "continue" => this,
        _ => this with { Target = Outcome.Unknown },
    };
}
