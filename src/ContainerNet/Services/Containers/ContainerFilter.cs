using ContainerNet.Services.Engine;

namespace ContainerNet.Services.Containers;

/// <summary>Which containers are wanted. What is null or empty asks for nothing.</summary>
internal sealed record ContainerFilter
{
    public IReadOnlyCollection<ContainerMode> Modes { get; init; } = [];

    /// <summary>Keys with the value they must have; null where any value does.</summary>
    public IReadOnlyList<KeyValuePair<string, string?>> Labels { get; init; } = [];

    /// <summary>Only those with a process: running or paused.</summary>
    public bool Running { get; init; }

    /// <summary>Whether the filter needs the networks to tell this container's mode.</summary>
    public bool NeedsNetworks(ContainerSummary one) => Modes.Count > 0 && NetworkModes.OfWord(one.NetworkMode) is null;

    /// <summary>Whether a row of the engine's list is wanted.</summary>
    public bool Wants(ContainerSummary one, IReadOnlyList<NetworkDetails> networks) =>
        (!Running || one.State is "running" or "paused")
        && HasLabels(one.Labels)
        && (Modes.Count == 0 || Modes.Contains(NetworkModes.Of(one.NetworkMode, networks)));

    /// <summary>Whether a container is wanted.</summary>
    public bool Wants(Container one) =>
        (!Running || one.State is "Running" or "Paused") && HasLabels(one.Labels) && (Modes.Count == 0 || Modes.Contains(one.ModeKind));

    private bool HasLabels(IReadOnlyDictionary<string, string> labels) =>
        Labels.All(wanted => labels.TryGetValue(wanted.Key, out var value) && (wanted.Value is null || wanted.Value == value));
}
