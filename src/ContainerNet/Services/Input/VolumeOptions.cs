namespace ContainerNet.Services.Input;

/// <summary>The options of a volume (moby volume/mounts, linux_parser.go): one at most of each group.</summary>
internal static class VolumeOptions
{
    private const int Propagation = 2;
    private const int Copy = 3;

    private static readonly string[][] s_groups =
    [
        ["ro", "rw"],
        ["z", "Z"],
        ["shared", "rshared", "slave", "rslave", "private", "rprivate"],
        ["nocopy"],
        ["consistent", "cached", "delegated"],
    ];

    /// <summary>The first option that is unknown, said twice, or contradicts one before; null where all are good.</summary>
    /// <param name="options">Options, by comma.</param>
    /// <param name="isPath">Whether the source is a path of the host: only those have propagation, only volumes are copied into.</param>
    public static string? FindInvalid(string options, bool isPath)
    {
        var seen = new HashSet<int> { isPath ? Copy : Propagation };
        return options.Split(',').FirstOrDefault(option => !seen.Add(GroupOf(option)) || GroupOf(option) < 0);
    }

    private static int GroupOf(string option) => Array.FindIndex(s_groups, group => group.Contains(option, StringComparer.Ordinal));
}
