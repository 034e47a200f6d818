using ContainerNet.Services.Engine;

namespace ContainerNet.Services.Containers;

/// <summary>Tells one of the four modes from the engine's word for the network mode. Pure.</summary>
internal static class NetworkModes
{
    private const string ContainerPrefix = "container:";

    /// <summary>The donor of a joined container, as it was given: an id, a name or an id's start; null when it shares none.</summary>
    public static string? DonorOf(string networkMode) =>
        networkMode.StartsWith(ContainerPrefix, StringComparison.Ordinal) ? networkMode[ContainerPrefix.Length..] : null;

    /// <summary>The mode where the word alone tells it; null for a user-defined network, whose driver must be known.</summary>
    public static ContainerMode? OfWord(string networkMode) => networkMode switch
    {
        "none" => ContainerMode.Closed,
        "host" => ContainerMode.Host,
        // "" and "default" are what podman and engines before 25 leave where nothing was asked for.
        "" or "default" or "bridge" => ContainerMode.Bridged,
        _ when DonorOf(networkMode) is not null => ContainerMode.Joined,
        _ => null,
    };

    /// <summary>The mode.</summary>
    /// <param name="networkMode">The engine's word.</param>
    /// <param name="networks">The engine's networks; they matter for a user-defined one only.</param>
    public static ContainerMode Of(string networkMode, IReadOnlyList<NetworkDetails> networks) =>
        OfWord(networkMode)
        ?? (networks.FirstOrDefault(one => one.Name == networkMode || one.Id == networkMode)?.Driver == "bridge"
            ? ContainerMode.Bridged
            : ContainerMode.Other);
}
