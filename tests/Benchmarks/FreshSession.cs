using System.Globalization;
using ContainerNet.LabKit;

namespace ContainerNet.Benchmarks;

/// <summary>
/// What a session pays once: the import and the first engine call, in a process of its own each time. Memory is the whole resident set,
/// with the pages of files that other processes may share, and without a collection before it is read: what a user sees. The process is the pwsh
/// on PATH or in CONTAINERNET_PWSH, as the Pester suite has it; where there is none, a host of System.Management.Automation as NuGet has it, which is
/// compiled as it runs.
/// </summary>
internal sealed class FreshSession(BenchSession session, string[] requests) : IBenchmark
{
    private const double KibibytesPerMebibyte = 1024;

    // The first lines have PowerShell itself ready, as it is at any prompt: what is measured is the module.
    private const string Script = """
        $ErrorActionPreference = 'Stop'
        function Get-Resident {
            foreach ($line in [System.IO.File]::ReadAllLines('/proc/self/smaps_rollup')) {
                if ($line.StartsWith('Rss:')) { return [long] $line.Substring(4).Replace('kB', '').Trim() }
            }
        }
        function Measure-Time([scriptblock] $Work) {
            $start = [System.Diagnostics.Stopwatch]::GetTimestamp()
            $null = & $Work
            [System.Diagnostics.Stopwatch]::GetElapsedTime($start).TotalMilliseconds
        }
        $null = Measure-Time { Get-Module }
        $null = Get-Resident
        $before = Get-Resident
        $import = Measure-Time { %import% }
        [System.Threading.Thread]::Sleep(%pause%)
        $first = Measure-Time { Get-Container }
        $added = (Get-Resident) - $before
        [string]::Format([cultureinfo]::InvariantCulture, '{0} {1} {2}', $import, $first, $added)
        """;

    // Who types the next command takes longer. A script does not: its first call meets what the import has begun and not yet ended.
    private const int Pause = 1000;

    private static readonly string? s_pwsh = Environment.GetEnvironmentVariable("CONTAINERNET_PWSH") is { Length: > 0 } named ? named
        : Environment.GetEnvironmentVariable("PATH")!.Split(':').Select(static folder => Path.Combine(folder, "pwsh")).FirstOrDefault(File.Exists);

    private static readonly string[] s_host =
        s_pwsh is null ? [RepositoryRoot.Combine("artifacts", "bin", "ContainerNet.Host", "release", "pshost")] : [s_pwsh, "-NoProfile"];

    /// <inheritdoc/>
    public IEnumerable<Measurement> Measure(int pairs)
    {
        var (import, first, behind, added, daemon) = (new double[pairs], new double[pairs], new double[pairs], new double[pairs], new double[pairs]);
        RunChild(Pause);
        for (var i = 0; i < pairs; i++)
        {
            daemon[i] = session.Daemon.Of(requests);
            (import[i], first[i], added[i]) = RunChild(Pause);
            (_, behind[i], _) = RunChild(0);
        }

        var host = Path.GetFileName(s_host[0]);
        yield return Measurement.Plain($"import of the module in {host}", import, "ms", null);
        yield return Measurement.Difference("first engine call / the daemon alone", first, daemon, 60);
        yield return Measurement.Difference("the same right behind the import / the daemon alone", behind, daemon, 60);
        yield return Measurement.Plain("memory added by import and first call", added, "MiB", 40);
    }

    private (double Import, double First, double Added) RunChild(int pause)
    {
        var script = Script.Replace("%import%", BenchSession.ImportModule, StringComparison.Ordinal).Replace("%pause%", $"{pause}", StringComparison.Ordinal);
        var line = session.Tool([.. s_host, "-Command", script]);
        return line.Split(' ').Select(word => double.Parse(word, CultureInfo.InvariantCulture)).ToArray() is [var import, var first, var added]
            ? (import, first, added / KibibytesPerMebibyte)
            : throw new LabException($"The session wrote '{line}'.");
    }
}
