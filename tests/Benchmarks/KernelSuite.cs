namespace ContainerNet.Benchmarks;

/// <summary>The kernel's part of reading interfaces alone: of one container against the command line, and of many namespaces against few.</summary>
internal static class KernelSuite
{
    private const string Container = "bench-kernel";

    // What is done in microseconds is done this often for one time that is taken.
    private const int Repeats = 200;
    private const int Spawns = 20;

    // Until then the runtime compiles what runs often anew.
    private const int Warming = 5000;

    public static IEnumerable<IBenchmark> Rows(BenchSession session)
    {
        session.Docker("run", "--detach", "--name", Container, "busybox", "sleep", "3600");
        var process = session.Tool("docker", "inspect", "--format", "{{.State.Pid}}", Container);
        var kernel = new KernelPart();
        yield return new PairedRun(
            "interfaces of one container / nsenter ip -j addr",
            () => kernel.Time([process], Repeats),
            () => PairedRun.Time(() => session.Tool("sh", "-c", $"for i in $(seq {Spawns}); do nsenter -t {process} -n ip -j addr; done")) / Spawns,
            Measurement.Ratio, 1.0 / 40)
        {
            Prepare = () => kernel.Time([process], Warming),
            Finish = () => session.Docker("rm", "--force", Container),
        };
        yield return new NamespaceScale(kernel);
    }
}
