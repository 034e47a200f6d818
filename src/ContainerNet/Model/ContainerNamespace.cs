namespace ContainerNet;

/// <summary>One namespace of a container (namespaces(7)).</summary>
public sealed record ContainerNamespace
{
    /// <summary>The container's name.</summary>
    public required string ContainerName { get; init; }

    /// <summary>The container's id.</summary>
    public required string ContainerId { get; init; }

    /// <summary>net, uts, ipc, pid, mnt, user, cgroup or time, as in <c>/proc/pid/ns</c>.</summary>
    public required string Type { get; init; }

    /// <summary>The inode that names it.</summary>
    public required long Inode { get; init; }

    /// <summary>Whether it is the host's own: the one this session is in.</summary>
    public bool IsHost { get; init; }

    /// <summary>The names of the other running containers that are in it.</summary>
    public string[] SharedWith { get; init; } = [];

    /// <summary>The first process of the container, by its id on the engine's host.</summary>
    public int ProcessId { get; init; }

    /// <summary>The file that stands for it while that process lives, for nsenter(1) and its like.</summary>
    public string Path { get; init; } = "";

    /// <summary>The link target of <see cref="Path"/>, such as <c>net:[4026531840]</c>.</summary>
    public override string ToString() => $"{Type}:[{Inode}]";
}
