namespace ContainerNet.Benchmarks;

/// <summary>What publishing on a running container costs, against iptables with the same rules in its hands.</summary>
internal static class PublishSuite
{
    private const string Container = "bench-publish";
    private const int Many = 100;

    // Until then the runtime compiles what runs often anew.
    private const int Warming = 40;

    public static IEnumerable<IBenchmark> Rows(BenchSession session)
    {
        session.Cmdlet($"New-BridgedContainer busybox -Name {Container} -- sleep 3600");
        var file = Path.GetTempFileName();
        yield return new PairedRun(
            "one port / iptables-restore of its rules, iptables-save",
            () => session.Time($"Publish-ContainerPort {Container} 18100:80"),
            () => PairedRun.Time(() =>
            {
                session.Tool("sh", "-c", $"iptables-restore --noflush -w 5 < {file}");
                session.Tool("iptables-save");
            }),
            Measurement.Ratio, 1.5)
        {
            Prepare = () =>
            {
                WriteRules(session, file);
                for (var i = 0; i < Warming; i++)
                {
                    session.Cmdlet($"Publish-ContainerPort {Container} 18100:80");
                    TakeAway(session);
                }
            },
            Reset = () => TakeAway(session),
        };
        // What one port needs is four rules; against one rule a port the tool has the lighter work.
        var scattered = $"(0..{Many - 1} | ForEach-Object {{ \"$(20000 + 2 * $_):80\" }})";
        yield return ManyPorts("100 ports, a range, in one call / 100 calls of iptables", "20000-20099:20000-20099", 1);
        yield return ManyPorts("100 ports to one, in one call / 100 calls of iptables", $"(20000..{20000 + Many - 1} | ForEach-Object {{ \"${{_}}:80\" }})", 1);
        yield return ManyPorts("100 scattered ports in one call / 100 calls of iptables", scattered, 1);
        yield return ManyPorts("100 scattered ports in one call / iptables, rule by rule", scattered, 4);
        session.Cmdlet($"Remove-Container {Container} -Force");
        File.Delete(file);

        PairedRun ManyPorts(string name, string ports, int rules) => new(
            name,
            () => session.Time($"Publish-ContainerPort {Container} {ports}"),
            () => PairedRun.Time(() =>
            {
                for (var i = 0; i < Many * rules; i++)
                    session.Tool("iptables", "-w", "5", "-t", "nat", "-A", "PREROUTING", "-p", "tcp", "--dport", $"{20000 + i}", "-j", "DNAT", "--to-destination", "172.17.0.2:80");
            }),
            Measurement.Ratio, 0.1)
        {
            Reset = () =>
            {
                TakeAway(session);
                session.Tool("sh", "-c", "iptables-save -t nat | sed '/--dport 20[0-9]* -j DNAT/d' | iptables-restore -T nat");
            },
        };
    }

    /// <summary>Notes the rules of one port as they stand, as a script that makes them.</summary>
    private static void WriteRules(BenchSession session, string file)
    {
        session.Cmdlet($"Publish-ContainerPort {Container} 18100:80");
        string[] tables = ["filter", "nat"];
        File.WriteAllLines(file, tables.SelectMany(table =>
        {
            var lines = session.Tool("iptables-save", "-t", table).Split('\n').Where(static line => line.Contains("18100", StringComparison.Ordinal) || IsJump(line)).ToArray();
            var chains = lines.Select(static line => line.Split(' ')[1]).Concat(lines.Select(static line => line.Split(' ')[^1]))
                .Where(static word => word is "CONTAINERNET" or "CONTAINERNET-POST" or "CONTAINERNET-FORWARD").Distinct().Select(static chain => $"-N {chain}");
            return (string[])[$"*{table}", .. chains, .. lines, "COMMIT"];
        }));
        TakeAway(session);
    }

    private static bool IsJump(string line) =>
        line.StartsWith("-A ", StringComparison.Ordinal) && line.Split(' ')[^1] is "CONTAINERNET" or "CONTAINERNET-POST" or "CONTAINERNET-FORWARD";

    // Whoever wrote them, the rules carry the container's id: the cmdlet takes them away, and nothing where none are left.
    private static void TakeAway(BenchSession session) => session.Cmdlet($"Unpublish-ContainerPort {Container} -All");
}
