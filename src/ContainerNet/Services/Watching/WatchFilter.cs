using ContainerNet.Services.Containers;

namespace ContainerNet.Services.Watching;

/// <summary>Which containers are watched, those that start later too. Without any text all are. Pure.</summary>
/// <param name="texts">Names, full ids and wildcards.</param>
internal sealed class WatchFilter(IReadOnlyCollection<string> texts)
{
    private readonly HashSet<string> _texts = [.. texts];
    private readonly Wildcard[] _wildcards = [.. texts.Where(Wildcard.Is).Select(static text => new Wildcard(text))];

    public bool Wants(string id, string name) =>
        _texts.Count == 0 || _texts.Contains(id) || _texts.Contains(name) || Array.Exists(_wildcards, one => one.Matches(name));
}
