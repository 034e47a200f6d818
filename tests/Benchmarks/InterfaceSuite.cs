namespace ContainerNet.Benchmarks;

/// <summary>Reading interfaces: of one container and of a hundred, the kernel's part alone, and against the command lines that do the same.</summary>
internal static class InterfaceSuite
{
    private const string Container = "bench-seen";
    private const int Many = 100;

    // A pair of these takes seconds.
    private const int FewPairs = 5;

    // What is done in microseconds is done this often for one time that is taken.
    private const int Repeats = 20;

    public static IEnumerable<IBenchmark> Rows(BenchSession session)
    {
        session.Docker("run", "--detach", "--name", Container, "busybox", "sleep", "3600");
        var process = session.Tool("docker", "inspect", "--format", "{{.State.Pid}}", Container);
        var kernel = new KernelPart();
        yield return new PairedRun(
            "interfaces of one container / nsenter ip -j addr",
            () => kernel.Time([process], Repeats), () => PairedRun.Time(() => session.Tool("sh", "-c", Loop($"nsenter -t {process} -n ip -j addr"))) / Repeats,
            Measurement.Ratio, 1.0 / 40);
        yield return new PairedRun(
            "Get-ContainerInterface one / docker exec ip a",
            () => PairedRun.Time(() => session.Cmdlet($"Get-ContainerInterface {Container}")),
            () => PairedRun.Time(() => session.Docker("exec", Container, "ip", "a")), Measurement.Ratio, 1.0 / 15);
        session.Docker("rm", "--force", Container);

        session.Tool("sh", "-c", $"for i in $(seq {Many}); do docker run --detach --name {Container}$i busybox sleep 3600; done");
        yield return new PairedRun(
            $"Get-ContainerInterface {Many} / docker inspect",
            () => PairedRun.Time(() => session.Cmdlet("Get-ContainerInterface")),
            () => PairedRun.Time(() => session.Tool("sh", "-c", $"docker inspect $(seq -f {Container}%g {Many})")), Measurement.Ratio, 1.5);
        yield return new FewPairsOf(FewPairs, new PairedRun(
            $"Get-ContainerInterface {Many} / docker exec loop",
            () => PairedRun.Time(() => session.Cmdlet("Get-ContainerInterface")),
            () => PairedRun.Time(() => session.Tool("sh", "-c", $"for i in $(seq {Many}); do docker exec {Container}$i ip a; done")), Measurement.Ratio, 1.0 / 100));
        session.Tool("sh", "-c", $"docker rm --force $(seq -f {Container}%g {Many})");
        yield return new NamespaceScale(kernel);
    }

    private static string Loop(string command) => $"for i in $(seq {Repeats}); do {command}; done";
}
