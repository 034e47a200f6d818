using ContainerNet.Iptables;

namespace ContainerNet.Services.Firewall;

/// <summary>
/// The rules of one chain that are wanted and not found yet. A rule that reads as iptables-save prints it is found by its text; what it asks for is
/// spelt out, which costs far more, only where some other text may ask for the same.
/// </summary>
internal sealed class OpenRules
{
    private readonly Dictionary<string, Rule> _byText = new(StringComparer.Ordinal);
    private Dictionary<string, Rule>? _byKey;

    public OpenRules(IEnumerable<Rule> wanted)
    {
        foreach (var rule in wanted) _byText.TryAdd(rule.Specification, rule);
    }

    /// <summary>Whether the rule is wanted and was not found yet; from then on it is found.</summary>
    public bool Take(Rule rule)
    {
        if (_byText.Remove(rule.Specification, out var found))
        {
            _byKey?.Remove(found.Key);
            return true;
        }

        if (_byText.Count == 0) return false;
        _byKey ??= _byText.Values.DistinctBy(static one => one.Key).ToDictionary(static one => one.Key, StringComparer.Ordinal);
        return _byKey.Remove(rule.Key, out found) && _byText.Remove(found.Specification);
    }
}
