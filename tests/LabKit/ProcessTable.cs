using System.Diagnostics;
using System.Globalization;

namespace ContainerNet.LabKit;

/// <summary>A process that cannot be mistaken for a later one with the same number.</summary>
/// <param name="Id">The process id.</param>
/// <param name="StartTime">Field 22 of /proc/PID/stat: clock ticks since boot.</param>
public sealed record ProcessIdentity(int Id, ulong StartTime);

/// <summary>Processes as /proc shows them.</summary>
internal static class ProcessTable
{
    public static IEnumerable<int> All()
    {
        foreach (var folder in Directory.EnumerateDirectories("/proc"))
        {
            if (int.TryParse(Path.GetFileName(folder), NumberStyles.None, CultureInfo.InvariantCulture, out var id)) yield return id;
        }
    }

    /// <summary>The process with that number now; null where there is none, or only its zombie.</summary>
    public static ProcessIdentity? Find(int id)
    {
        try
        {
            var stat = File.ReadAllText($"/proc/{id}/stat");
            // The name in brackets may hold blanks and brackets itself.
            var fields = stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
            return fields[0] is "Z" or "X" ? null : new ProcessIdentity(id, ulong.Parse(fields[19], CultureInfo.InvariantCulture));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    public static bool IsLive(int id) => Find(id) is not null;

    public static bool IsAlive(ProcessIdentity? process) => process is not null && Find(process.Id) == process;

    /// <summary>Such as <c>net:[4026531840]</c>; null where the process is gone.</summary>
    public static string? NamespaceOf(int id, string type) => NamespaceOf($"{id}", type);

    public static string? NamespaceOf(string process, string type)
    {
        try
        {
            return new FileInfo($"/proc/{process}/ns/{type}").LinkTarget;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>Kills the process, unless it is another one by now.</summary>
    public static void Kill(ProcessIdentity identity, bool entireTree = false)
    {
        try
        {
            using var process = Process.GetProcessById(identity.Id);
            if (IsAlive(identity)) process.Kill(entireTree);
        }
        catch (Exception exception) when (exception is ArgumentException or InvalidOperationException)
        {
            // It has ended by itself.
        }
    }

    /// <summary>True when all have ended in time.</summary>
    public static async Task<bool> WaitForEndAsync(IReadOnlyCollection<ProcessIdentity> processes, TimeSpan limit, CancellationToken cancellationToken)
    {
        var watch = Stopwatch.StartNew();
        while (processes.Any(IsAlive))
        {
            if (watch.Elapsed > limit) return false;
            await Task.Delay(20, cancellationToken);
        }

        return true;
    }
}
