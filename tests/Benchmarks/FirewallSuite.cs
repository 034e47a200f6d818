namespace ContainerNet.Benchmarks;

/// <summary>Get-ContainerFirewallRule on ten thousand rules, against iptables-save alone, which throws away what it prints.</summary>
internal static class FirewallSuite
{
    private const string Container = "bench-rules";
    private const int Containers = 10;
    private const int Ports = 250;

    // A published port is four rules on an engine of today.
    private const int Rules = Containers * Ports * 4;

    // Until then the runtime compiles what runs often anew.
    private const int Warming = 30;

    public static IEnumerable<IBenchmark> Rows(BenchSession session)
    {
        string[] names = [.. Enumerable.Range(0, Containers).Select(static i => $"{Container}{i}")];
        foreach (var name in names) session.Docker("run", "--detach", "--name", name, "busybox", "sleep", "3600");
        Restore(Script([.. names.Select(name => session.Tool("docker", "inspect", "--format", "{{.NetworkSettings.IPAddress}}", name))]));

        // All of it: both families, the engine's lists, parsing, attribution and the output.
        yield return Row(session, $"{Rules} rules read, attributed, written / iptables-save", "-All -Statistics", 2);
        yield return Row(session, $"{Rules} rules from memory / iptables-save", "-All", 1.0 / 5);
        yield return Row(session, "rules of one container of these / iptables-save", $"{Container}1", 1.0 / 5);

        Restore("*raw\n-D PREROUTING -j BENCH\n-F BENCH\n-X BENCH\nCOMMIT\n*nat\n-F BENCH\n-X BENCH\nCOMMIT\n*filter\n-F BENCH\n-X BENCH\nCOMMIT\n");
        session.Docker(["rm", "--force", .. names]);
    }

    private static PairedRun Row(BenchSession session, string name, string arguments, double limit) => new(
        name,
        () => session.Time($"$null = Get-ContainerFirewallRule {arguments}"),
        () => PairedRun.Time(() => session.Tool("sh", "-c", "iptables-save -c > /dev/null")),
        Measurement.Ratio, limit)
    {
        Prepare = () => session.Cmdlet($"foreach ($i in 1..{Warming}) {{ $null = Get-ContainerFirewallRule {arguments} }}"),
    };

    // What the engine writes for a published port, in chains that are easy to take away.
    private static string Script(string[] addresses)
    {
        var ports = Enumerable.Range(0, Containers * Ports).Select(index => (Address: addresses[index / Ports], Port: 20000 + index)).ToArray();
        return Table("raw", "-A PREROUTING -j BENCH", ports.Select(static one => $"-d {one.Address}/32 ! -i docker0 -p tcp -m tcp --dport {one.Port} -j DROP"))
            + Table("nat", "", ports.Select(static one => $"! -i docker0 -p tcp -m tcp --dport {one.Port} -j DNAT --to-destination {one.Address}:{one.Port}")
                .Concat(ports.Select(static one => $"-s {one.Address}/32 -d {one.Address}/32 -p tcp -m tcp --dport {one.Port} -j MASQUERADE")))
            + Table("filter", "", ports.Select(static one => $"-d {one.Address}/32 ! -i docker0 -o docker0 -p tcp -m tcp --dport {one.Port} -j ACCEPT"));
    }

    private static string Table(string name, string jump, IEnumerable<string> rules) =>
        $"*{name}\n:BENCH - [0:0]\n{jump}\n{string.Concat(rules.Select(static rule => $"-A BENCH {rule}\n"))}COMMIT\n";

    private static void Restore(string script) =>
        LabKit.Tool.RunAsync(["iptables-restore", "--noflush"], input: script).GetAwaiter().GetResult().OrThrow();
}
