namespace ContainerNet.Iptables;

/// <summary>A rule: <c>[0:0] -A FORWARD -o docker0 -j DOCKER</c>.</summary>
/// <param name="Chain">The chain it stands in.</param>
/// <param name="Specification">All that follows the chain's name, as it was read: matches, negations and quotes are kept.</param>
/// <param name="Counters">Its counters; null where they were not asked for.</param>
internal sealed record Rule(string Chain, string Specification, RuleCounters? Counters = null) : RuleSetLine
{
    private RuleOption[]? _options;
    private string? _key;
    private string? _target;
    private string? _comment;

    // A copy made with "with" may have another specification: it does not take over what was parsed.
    private Rule(Rule other)
        : base(other) => (Chain, Specification, Counters) = (other.Chain, other.Specification, other.Counters);

    /// <inheritdoc/>
    public override string Text => Counters is { } counters ? $"{counters} {WithoutCounters}" : WithoutCounters;

    /// <summary>The line as it is where counters were not asked for.</summary>
    public string WithoutCounters => Specification.Length == 0 ? $"-A {Chain}" : $"-A {Chain} {Specification}";

    /// <summary>Its matches and its target, in their order.</summary>
    public IReadOnlyList<RuleOption> Options => _options ??= RuleText.ParseOptions(Specification);

    /// <summary>The verdict or chain of <c>-j</c> or <c>-g</c>; empty when it only counts.</summary>
    public string Target => _target ??= (Find("-j") ?? Find("-g"))?.Value ?? "";

    /// <summary>The text of its first comment; empty when it has none.</summary>
    public string Comment => _comment ??= Find("--comment")?.Value ?? "";

    /// <summary>Whether it applies to every packet: nothing but a comment and a target.</summary>
    public bool IsUnconditional =>
        Options.All(option => option.Name is "--comment" or "-j" or "-g" || (option.Name == "-m" && option.Value == "comment"));

    /// <summary>The first option of that name.</summary>
    public RuleOption? Find(string name) => Options.FirstOrDefault(option => option.Name == name);

    /// <summary>The same text for every rule of a chain that asks the same of a packet and does the same with it.</summary>
    public string Key => _key ??= $"{Chain} {string.Join(' ', Canonical())}";

    /// <summary>Whether both ask the same of a packet and do the same with it, whatever the order of matches and of listed states.</summary>
    public bool SameAs(Rule other) => Chain == other.Chain && (Specification == other.Specification || Key == other.Key);

    public bool Equals(Rule? other) =>
        other is not null && Chain == other.Chain && Specification == other.Specification && Counters == other.Counters;

    public override int GetHashCode() => HashCode.Combine(Chain, Specification, Counters);

    private IEnumerable<string> Canonical() =>
        Options
            .Select(option => option.Name != "--ctstate" ? option.ToString()
                : (option with { Values = [string.Join(',', option.Value.Split(',').Order(StringComparer.Ordinal))] }).ToString())
            .Order(StringComparer.Ordinal);
}
