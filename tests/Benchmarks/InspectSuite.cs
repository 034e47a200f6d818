namespace ContainerNet.Benchmarks;

/// <summary>Routes, sockets and ports of one container, against the command lines that tell less of them, and read ten thousand times.</summary>
internal static class InspectSuite
{
    private const string Container = "bench-inspected";

    // Until then the runtime compiles what runs often anew.
    private const int Warming = 200;

    public static IEnumerable<IBenchmark> Rows(BenchSession session)
    {
        session.Docker("run", "--detach", "--name", Container, "--publish", "18080:80", "busybox", "httpd", "-f", "-p", "80");
        var process = session.Tool("docker", "inspect", "--format", "{{.State.Pid}}", Container);
        yield return Row("Get-ContainerRoute", 2, "nsenter ip -j route", "nsenter", "-t", process, "-n", "ip", "-j", "route", "show", "table", "all");
        yield return Row("Get-ContainerSocket", 1, "nsenter ss -tlnpH", "nsenter", "-t", process, "-n", "ss", "-tlnpH");
        yield return Row("Get-ContainerPort", 1, "docker port", "docker", "port", Container);
        yield return new RepeatedReads(session, $"Get-ContainerRoute {Container}");
        yield return new RepeatedReads(session, $"Get-ContainerSocket {Container}");
        session.Docker("rm", "--force", Container);

        PairedRun Row(string cmdlet, double limit, string rival, params string[] argv) => new(
            $"{cmdlet} one / {rival}",
            () => session.Time($"{cmdlet} {Container}"), () => PairedRun.Time(() => session.Tool(argv)), Measurement.Ratio, limit)
        {
            Prepare = () => session.Cmdlet($"foreach ($i in 1..{Warming}) {{ $null = {cmdlet} {Container} }}"),
        };
    }
}
