namespace ContainerNet.Lab;

/// <summary>What the process of the tests, in which the cmdlets run, holds open.</summary>
internal static class OwnProcess
{
    private static readonly string[] s_counted = ["socket:", "net:", "anon_inode:", "/proc/", "/run/"];

    /// <summary>How many sockets, namespaces, notices and files below /proc and /run; not the assemblies the runtime loads meanwhile, nor pipes to tools.</summary>
    public static int OpenFiles()
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
        return Directory.GetFiles("/proc/self/fd").Select(static file => new FileInfo(file).LinkTarget ?? "")
            .Count(static link => s_counted.Any(start => link.StartsWith(start, StringComparison.Ordinal)));
    }

    /// <summary>How many threads.</summary>
    public static int Threads() => Directory.GetDirectories("/proc/self/task").Length;

    /// <summary>The network namespaces its threads are in, such as <c>net:[4026531840]</c>: one, where none is lost elsewhere. A thread may end meanwhile.</summary>
    public static string[] Networks() =>
        [.. Directory.GetDirectories("/proc/self/task").Select(static task => new FileInfo($"{task}/ns/net").LinkTarget).OfType<string>().Distinct()];
}
