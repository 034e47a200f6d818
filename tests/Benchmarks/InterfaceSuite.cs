namespace ContainerNet.Benchmarks;

/// <summary>Get-ContainerInterface for one container and for a hundred, against the command lines that do the same or less.</summary>
internal static class InterfaceSuite
{
    private const string Container = "bench-seen";
    private const int Many = 100;

    // Until then the runtime compiles what runs often anew.
    private const int Warming = 100;

    public static IEnumerable<IBenchmark> Rows(BenchSession session)
    {
        session.Docker("run", "--detach", "--name", Container, "busybox", "sleep", "3600");
        yield return new PairedRun(
            "Get-ContainerInterface one / docker exec ip a",
            () => session.Time($"Get-ContainerInterface {Container}"),
            () => PairedRun.Time(() => session.Docker("exec", Container, "ip", "a")), Measurement.Ratio, 1.0 / 15)
        {
            Prepare = () => session.Cmdlet($"foreach ($i in 1..{Warming}) {{ $null = Get-ContainerInterface {Container} }}"),
        };
        session.Docker("rm", "--force", Container);

        session.Tool("sh", "-c", $"for i in $(seq {Many}); do docker run --detach --name {Container}$i busybox sleep 3600; done");
        yield return new PairedRun(
            $"Get-ContainerInterface {Many} / docker inspect",
            () => session.Time("Get-ContainerInterface"),
            () => PairedRun.Time(() => session.Tool("sh", "-c", $"docker inspect $(seq -f {Container}%g {Many})")), Measurement.Ratio, 1.5);
        // The whole loop takes seconds: one command of it is timed, of each container in turn, and counts for all.
        var next = 0;
        yield return new PairedRun(
            $"Get-ContainerInterface {Many} / docker exec {Many} times",
            () => session.Time("Get-ContainerInterface"),
            () => Many * PairedRun.Time(() => session.Docker("exec", $"{Container}{(next++ % Many) + 1}", "ip", "a")), Measurement.Ratio, 1.0 / 100);
        session.Tool("sh", "-c", $"docker rm --force $(seq -f {Container}%g {Many})");
    }
}
