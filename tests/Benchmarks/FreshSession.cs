using System.Globalization;
using ContainerNet.LabKit;

namespace ContainerNet.Benchmarks;

/// <summary>
/// What a session pays once: the import and the first engine call, in a process of its own each time. Memory is the whole resident set,
/// with the pages of files that other processes may share, and without a collection before it is read: what a user sees.
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
        $processor = [System.Environment]::CpuUsage.TotalTime
        $first = Measure-Time { Get-Container }
        $processor = ([System.Environment]::CpuUsage.TotalTime - $processor).TotalMilliseconds
        $added = (Get-Resident) - $before
        [string]::Format([cultureinfo]::InvariantCulture, '{0} {1} {2} {3}', $import, $first, $processor, $added)
        """;

    private static readonly string s_host = RepositoryRoot.Combine("artifacts", "bin", "ContainerNet.Host", "release", "pshost");

    /// <inheritdoc/>
    public IEnumerable<Measurement> Measure(int pairs)
    {
        var (import, first, processor, added, daemon) = (new double[pairs], new double[pairs], new double[pairs], new double[pairs], new double[pairs]);
        RunChild();
        for (var i = 0; i < pairs; i++)
        {
            daemon[i] = session.Daemon.Of(requests);
            (import[i], first[i], processor[i], added[i]) = RunChild();
        }

        yield return Measurement.Plain("import of the module", import, "ms", null);
        yield return Measurement.Difference("first engine call / the daemon alone", first, daemon, 60);
        // Beside the time that went by: a busy machine adds to that one most.
        yield return Measurement.Plain("first engine call, processor time", processor, "ms", null);
        yield return Measurement.Plain("memory added by import and first call", added, "MiB", 40);
    }

    private (double Import, double First, double Processor, double Added) RunChild()
    {
        var line = session.Tool(s_host, "-Command", Script.Replace("%import%", BenchSession.ImportModule, StringComparison.Ordinal));
        return line.Split(' ').Select(word => double.Parse(word, CultureInfo.InvariantCulture)).ToArray() is [var import, var first, var processor, var added]
            ? (import, first, processor, added / KibibytesPerMebibyte)
            : throw new LabException($"pshost wrote '{line}'.");
    }
}
