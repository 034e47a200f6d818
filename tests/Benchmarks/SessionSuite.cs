namespace ContainerNet.Benchmarks;

/// <summary>What a session costs before and beside its work: import, first call, warm call.</summary>
internal static class SessionSuite
{
    private const string Container = "bench-listed";

    public static IEnumerable<IBenchmark> Rows(BenchSession session)
    {
        // One container, without a network: an engine that holds none would be asked less than a session's first call asks.
        session.Docker("run", "--detach", "--name", Container, "--network", "none", "busybox", "sleep", "3600");
        string[] warm = ["/containers/json?all=1", $"/containers/{Container}/json"];
        yield return new FreshSession(session, ["/_ping", .. warm]);
        yield return new PairedRun(
            "warm engine call / the daemon alone", () => session.Time("Get-Container"), () => session.Daemon.Of(warm),
            Measurement.Difference, 5);
        yield return new PairedRun(
            "Get-Container / docker ps --all",
            () => session.Time("Get-Container"), () => PairedRun.Time(() => session.Docker("ps", "--all")),
            Measurement.Ratio);
        session.Docker("rm", "--force", Container);
    }
}
