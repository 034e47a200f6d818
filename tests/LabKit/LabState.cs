using System.Text.Json;

namespace ContainerNet.LabKit;

/// <summary>What a lab has made on the machine: written before each thing is made, so that a killed run can be cleaned up by the next.</summary>
internal sealed record LabState
{
    private static readonly JsonSerializerOptions s_format = new() { WriteIndented = true };

    public required string DataFolder { get; init; }

    /// <summary>True where /run/netns was not there before: it is a mount, and goes with the lab.</summary>
    public bool MadeNamespaceFolder { get; init; }

    /// <summary>Whoever uses the lab and takes it down at its end; null after a bare `up`.</summary>
    public ProcessIdentity? Owner { get; init; }

    /// <summary>The process that keeps the engine's mount namespace alive while the engine restarts.</summary>
    public ProcessIdentity? Holder { get; init; }

    public string? MountNamespace { get; init; }

    public ProcessIdentity? Engine { get; init; }

    public string[] EngineArguments { get; init; } = [];

    public static LabState? Read(LabNames names)
    {
        if (!File.Exists(names.StateFile)) return null;
        var text = File.ReadAllText(names.StateFile);
        return JsonSerializer.Deserialize<LabState>(text) ?? throw new LabException($"{names.StateFile} holds no state.");
    }

    public void Write(LabNames names)
    {
        Directory.CreateDirectory(names.RunFolder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        var next = names.StateFile + ".new";
        File.WriteAllText(next, JsonSerializer.Serialize(this, s_format));
        File.Move(next, names.StateFile, overwrite: true);
    }
}
