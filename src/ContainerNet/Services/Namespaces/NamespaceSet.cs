namespace ContainerNet.Services.Namespaces;

/// <summary>The inodes that name a process' namespaces (namespaces(7)); 0 for a type this kernel does not have.</summary>
internal sealed record NamespaceSet(long Net, long Ipc, long Uts, long Pid, long Mnt, long User, long Cgroup, long Time);
