using ContainerNet.Services.Engine;
using ContainerNet.Services.Namespaces;
using ContainerNet.Services.Runtime;

namespace ContainerNet.Services.Containers;

/// <summary>Which namespaces a container shares with its donor, or with the host. Pure.</summary>
internal static class SharedNamespaces
{
    /// <summary>By the kernel: two processes share a namespace when its inode is the same (namespaces(7)).</summary>
    public static string[] ByInode(NamespaceSet container, NamespaceSet other)
    {
        (string Name, long Mine, long Theirs)[] pairs =
        [
            ("Net", container.Net, other.Net),
            ("Ipc", container.Ipc, other.Ipc),
            ("Uts", container.Uts, other.Uts),
            ("Pid", container.Pid, other.Pid),
            ("Mnt", container.Mnt, other.Mnt),
            ("User", container.User, other.User),
        ];
        return [.. pairs.Where(static pair => pair.Mine != 0 && pair.Mine == pair.Theirs).Select(static pair => pair.Name)];
    }

    /// <summary>By the engine's words, where the kernel cannot be asked: it does not run, or not here. The engine has no word for a shared user namespace.</summary>
    /// <param name="details">The container.</param>
    /// <param name="donor">The donor's names and ids; empty for the host.</param>
    public static string[] ByWords(ContainerDetails details, params string[] donor)
    {
        bool Shares(string mode) =>
            donor.Length == 0 ? mode == "host" : NetworkModes.DonorOf(mode) is { } given && donor.Contains(given, StringComparer.Ordinal);

        (string Name, string Mode)[] words =
            [("Net", details.NetworkMode), ("Ipc", details.IpcMode), ("Uts", UtsWord(details)), ("Pid", details.PidMode)];
        return [.. words.Where(word => Shares(word.Mode)).Select(static word => word.Name)];
    }

    // Our OCI runtime joins the UTS namespace of whose network is joined; the engine has no word for it.
    private static string UtsWord(ContainerDetails details) =>
        details.Runtime == RuntimeNames.Name && NetworkModes.DonorOf(details.NetworkMode) is not null ? details.NetworkMode : details.UtsMode;
}
