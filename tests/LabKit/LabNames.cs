using System.Text.RegularExpressions;

namespace ContainerNet.LabKit;

/// <summary>Everything a lab of a given name is called, so that two labs never meet.</summary>
public sealed partial class LabNames
{
    public const string Default = "cn-lab";
    public const string Variable = "CONTAINERNET_LAB";

    public LabNames(string? name = null)
    {
        name ??= Environment.GetEnvironmentVariable(Variable);
        Name = string.IsNullOrEmpty(name) ? Default : name;
        if (!NamePattern().IsMatch(Name)) throw new LabException($"'{Name}' is no name for a lab: a letter, then letters, digits or '-', 30 at most.");
        Outside = Name == Default ? "cn-outside" : Name + "-out";
    }

    /// <summary>The lab, its network namespace and the parent of its containers' cgroups.</summary>
    public string Name { get; }

    /// <summary>The network namespace of the host elsewhere on the network.</summary>
    public string Outside { get; }

    /// <summary>Holds the state file and the engine's socket. Not in the clone: a socket's path has 107 bytes at most.</summary>
    public string RunFolder => $"/run/{Name}";

    public string Socket => $"{RunFolder}/docker.sock";

    public string DockerHost => $"unix://{Socket}";

    public string StateFile => $"{RunFolder}/state.json";

    /// <summary>What the engine stores, and its log.</summary>
    public string DataFolder => RepositoryRoot.Combine("artifacts", "lab", Name);

    public string NamespaceFile => NamespaceFileOf(Name);

    public string OutsideNamespaceFile => NamespaceFileOf(Outside);

    private static string NamespaceFileOf(string name) => $"{LabNetwork.Folder}/{name}";

    [GeneratedRegex("^[a-z][a-z0-9-]{0,29}$")]
    private static partial Regex NamePattern();
}
