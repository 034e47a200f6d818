using ContainerNet.LabKit;

namespace ContainerNet.Benchmarks;

/// <summary>
/// Reads the same again and again, while containers come and go: each reading has to be like the first, and nothing may be left over. One
/// wrong reading ends the benchmark.
/// </summary>
/// <param name="session">Runs the cmdlet.</param>
/// <param name="cmdlet">What is read.</param>
internal sealed class RepeatedReads(BenchSession session, string cmdlet) : IBenchmark
{
    private const int Reads = 10_000;
    private const int Containers = 50;

    // The runtime's own descriptors and threads come and go; one that were left for each read, or each hundredth, would show.
    private const int Slack = 16;

    public IEnumerable<Measurement> Measure(int pairs)
    {
        Read(200);
        var before = (Descriptors: Count("fd"), Threads: Count("task"));
        var churn = Task.Run(() => session.Tool("sh", "-c", $"for i in $(seq {Containers}); do docker run --rm --name bench-churn$i {LabImages.Busybox} true; done"));
        var time = PairedRun.Time(() => Read(Reads));
        churn.GetAwaiter().GetResult();
        yield return Measurement.Plain($"{cmdlet}, of {Reads} each", [time / Reads], "ms", null);
        yield return Measurement.Plain($"  descriptors left, {Containers} containers meanwhile", [Count("fd") - before.Descriptors], "", Slack);
        yield return Measurement.Plain("  threads left", [Count("task") - before.Threads], "", Slack);
        yield return Measurement.Plain("  threads in another namespace", [Elsewhere()], "", 0);
    }

    private void Read(int times) => session.Cmdlet(
        $"$first = \"$({cmdlet})\"; foreach ($i in 1..{times}) {{ $now = \"$({cmdlet})\"; if ($now -ne $first) {{ throw \"$first became $now\" }} }}");

    private static int Count(string folder) => Directory.GetFileSystemEntries($"/proc/self/{folder}").Length;

    private static int Elsewhere()
    {
        var home = Namespace("self");

        // A thread may end while they are counted.
        return Directory.GetDirectories("/proc/self/task").Count(task => Namespace($"self/task/{Path.GetFileName(task)}") is { } at && at != home);
    }

    private static string? Namespace(string process) => new FileInfo($"/proc/{process}/ns/net").LinkTarget;
}
