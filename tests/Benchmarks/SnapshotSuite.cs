namespace ContainerNet.Benchmarks;

/// <summary>Get-ContainerNetworkSnapshot and Test-ContainerNetwork of a hundred containers, against the command lines that tell a part of it.</summary>
internal static class SnapshotSuite
{
    private const string Container = "bench-snap";
    private const int Many = 100;
    private const double Limit = 200;

    // Until then the runtime compiles what runs often anew.
    private const int Warming = 20;

    private const double ChecksLimit = 1000;

    public static IEnumerable<IBenchmark> Rows(BenchSession session)
    {
        session.Tool("sh", "-c", $"for i in $(seq {Many}); do docker run --detach --name {Container}$i --publish $((21000+i)):80 busybox httpd -f -p 80; done");
        yield return new PairedRun(
            $"snapshot of {Many} / docker inspect, iptables-save",
            () => session.Time("$null = Get-ContainerNetworkSnapshot"),
            () => PairedRun.Time(() => session.Tool("sh", "-c", $"docker inspect $(seq -f {Container}%g {Many}) && iptables-save -c")), Measurement.Absolute, Limit)
        {
            Prepare = () => session.Cmdlet($"foreach ($i in 1..{Warming}) {{ $null = Get-ContainerNetworkSnapshot }}"),
        };
        yield return Checks(session, $"checks of {Many} / docker inspect loop", $"for i in $(seq {Many}); do docker inspect {Container}$i; done");
        yield return Checks(session, $"checks of {Many} / iptables-save", "iptables-save -c");
        session.Tool("sh", "-c", $"docker rm --force $(seq -f {Container}%g {Many})");
    }

    // Whole: with the snapshot that is taken for it.
    private static PairedRun Checks(BenchSession session, string name, string rival) => new(
        name,
        () => session.Time("$null = Test-ContainerNetwork"),
        () => PairedRun.Time(() => session.Tool("sh", "-c", rival)), Measurement.Absolute, ChecksLimit);
}
