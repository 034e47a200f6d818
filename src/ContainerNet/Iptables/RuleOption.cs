using ContainerNet.Iptables.Matching;

namespace ContainerNet.Iptables;

/// <summary>One option of a rule with its values: <c>! -i docker0</c>, <c>-m conntrack</c>, <c>--comment "a b"</c>.</summary>
/// <param name="Negated">Whether a <c>!</c> stands before it.</param>
/// <param name="Name">With its dashes; empty for words that no option precedes, which are kept as they are.</param>
/// <param name="Values">Unquoted.</param>
internal sealed record RuleOption(bool Negated, string Name, params string[] Values)
{
    private AddressRange? _range;
    private OptionKind _kind;

    // A copy made with "with" may have other values: it does not take over what was parsed.
    private RuleOption(RuleOption other) => (Negated, Name, Values) = (other.Negated, other.Name, other.Values);

    /// <summary>The first value as addresses; of a thousand rules it is asked for every packet.</summary>
    public AddressRange Range => _range ??= new AddressRange(Value);

    /// <summary>What most rules ask for, told without looking at the name each time.</summary>
    public OptionKind Kind => _kind != OptionKind.Unread ? _kind : _kind = KindOf(Name);

    /// <summary>The first value; empty when there is none.</summary>
    public string Value => Values.Length > 0 ? Values[0] : "";

    /// <summary>The option in iptables-save's words.</summary>
    public override string ToString()
    {
        var words = Values.Select(RuleText.Quote);
        if (Name.Length > 0) words = words.Prepend(Name);
        return string.Join(' ', Negated ? words.Prepend("!") : words);
    }

    public bool Equals(RuleOption? other) =>
        other is not null && Negated == other.Negated && Name == other.Name && Values.AsSpan().SequenceEqual(other.Values);

    public override int GetHashCode() => HashCode.Combine(Negated, Name, Values.Length, Value);

    private static OptionKind KindOf(string name) => name switch
    {
        "-j" or "-g" => OptionKind.Target,
        "-s" => OptionKind.Source,
        "-d" => OptionKind.Destination,
        "-p" => OptionKind.Protocol,
        _ => OptionKind.Other,
    };
}

/// <summary>Kinds of options.</summary>
internal enum OptionKind
{
    /// <summary>Not looked at yet.</summary>
    Unread,

    /// <summary>-j or -g: matches end here.</summary>
    Target,

    /// <summary>-s.</summary>
    Source,

    /// <summary>-d.</summary>
    Destination,

    /// <summary>-p.</summary>
    Protocol,

    /// <summary>Any other, told by its name.</summary>
    Other,
}
