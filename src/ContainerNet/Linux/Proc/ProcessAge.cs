using System.Buffers.Text;

namespace ContainerNet.Linux.Proc;

/// <summary>When a process started: with the process id it names the process for good (proc_pid_stat(5)).</summary>
internal static class ProcessAge
{
    /// <summary>USER_HZ: the ticks of a second in /proc, on every architecture of .NET.</summary>
    public const int TicksPerSecond = 100;

    // The process' name stands in brackets and may hold anything; the start time is the twentieth field behind it.
    private const int FieldsBehindName = 20;

    /// <summary>The start in ticks since the machine's boot.</summary>
    /// <exception cref="KernelException">The process is gone.</exception>
    public static long ReadStart(ProcessDirectory process)
    {
        using var file = ProcFile.Read(process, "stat");
        return ParseStart(file.Content);
    }

    /// <param name="stat">The content of <c>/proc/&lt;pid&gt;/stat</c>.</param>
    /// <exception cref="KernelException">It is not one.</exception>
    public static long ParseStart(ReadOnlySpan<byte> stat)
    {
        Span<Range> fields = stackalloc Range[FieldsBehindName];
        var rest = stat[(stat.LastIndexOf((byte)')') + 1)..];
        return Lines.Fields(rest, fields) == FieldsBehindName && Utf8Parser.TryParse(rest[fields[^1]], out long start, out _)
            ? start
            : throw KernelException.Malformed("a process' state without its start time");
    }

    /// <summary>The moment it is in ticks since the machine's boot.</summary>
    public static long Now()
    {
        using var root = ProcessDirectory.OpenRoot();
        using var file = ProcFile.Read(root, "uptime");
        return Utf8Parser.TryParse(file.Content, out double seconds, out _)
            ? (long)(seconds * TicksPerSecond)
            : throw KernelException.Malformed("/proc/uptime without a number");
    }
}
