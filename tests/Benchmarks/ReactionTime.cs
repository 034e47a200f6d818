using System.Diagnostics;
using System.Globalization;
using System.Management.Automation;
using System.Management.Automation.Runspaces;

namespace ContainerNet.Benchmarks;

/// <summary>
/// How long after a container's start its published port leads to it again, while Watch-ContainerNetwork runs: from the moment the engine gives as
/// the start to the moment iptables shows the rule.
/// </summary>
/// <param name="session">Runs cmdlets and tools.</param>
/// <param name="container">A container with one published port.</param>
internal sealed class ReactionTime(BenchSession session, string container) : IBenchmark
{
    private const double Limit = 100;

    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(20);

    public IEnumerable<Measurement> Measure(int pairs)
    {
        using var runspace = RunspaceFactory.CreateRunspace(InitialSessionState.CreateDefault2());
        runspace.Open();
        using var watch = PowerShell.Create(runspace);
        watch.AddScript($"{BenchSession.ImportModule}; Watch-ContainerNetwork");
        var running = watch.BeginInvoke();
        try
        {
            // The first start is not measured: until the rule follows it, the watch may still be loading.
            Start();
            yield return Measurement.Plain("start to right rules, watched", [.. Enumerable.Range(0, Math.Max(pairs, 20)).Select(_ => Start())], "ms", Limit);
        }
        finally
        {
            watch.Stop();
            running.AsyncWaitHandle.WaitOne();
        }
    }

    private double Start()
    {
        session.Docker("kill", container);
        WaitForRule(there: false);
        var starting = Task.Run(() => session.Docker("start", container));
        var seen = WaitForRule(there: true);
        starting.GetAwaiter().GetResult();
        var started = DateTime.Parse(session.Tool("docker", "inspect", "--format", "{{.State.StartedAt}}", container), CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal);
        return (seen - started).TotalMilliseconds;
    }

    private DateTime WaitForRule(bool there)
    {
        var clock = Stopwatch.StartNew();
        while (session.Tool("iptables-save", "-t", "nat").Contains(":publish:", StringComparison.Ordinal) != there)
        {
            if (clock.Elapsed > s_patience) throw new InvalidOperationException("The rules never followed.");
        }

        return DateTime.UtcNow;
    }
}
