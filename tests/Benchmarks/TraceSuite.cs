using System.Net;
using ContainerNet.LabKit.Chance;
using ContainerNet.Services.Snapshot;
using ContainerNet.Services.Tracing;
using ContainerNet.Unit.Tracing;

namespace ContainerNet.Benchmarks;

/// <summary>Trace-ContainerPacket once the snapshot is there: how fast it predicts, and whether real packets do what it says of three hundred random rule sets.</summary>
internal static class TraceSuite
{
    private const int Many = 1000;
    private const double Limit = 1000;
    private const int Sets = 300;
    private const double MostUnknown = 5;

    public static IEnumerable<IBenchmark> Rows(BenchSession session) => [new ManyFlows()];

    public static IEnumerable<IBenchmark> RandomRows(BenchSession session) => [new RandomRun()];

    private static PacketTrace Trace(TracedHost host, string from, string to, string protocol, int port, FlowOptions options) =>
        new PacketTracer(host).Trace(new FlowResolver(host).Resolve(from, to, protocol, port, options));

    private sealed class ManyFlows : IBenchmark
    {
        public IEnumerable<Measurement> Measure(int pairs)
        {
            var rules = string.Concat(Enumerable.Range(0, Many).Select(static number => $"-A DOCKER-USER -s 198.51.100.{number % 250}/32 -p tcp -m tcp --dport {number + 1} -j DROP\n"));
            var scene = new TracedScene { Text = TracedScene.Rules.Replace("-A DOCKER-USER -j RETURN", rules + "-A DOCKER-USER -j RETURN", StringComparison.Ordinal) };
            var snapshot = scene.Snapshot();
            var times = Enumerable.Range(0, pairs + 1).Select(_ => PairedRun.Time(() => Run(snapshot))).Skip(1).ToArray();
            yield return Measurement.Plain($"{Many} flows traced on {Many} rules", times, "ms", Limit);
        }

        private static void Run(NetworkSnapshot snapshot)
        {
            var host = new TracedHost(snapshot);
            for (var i = 0; i < Many; i++)
            {
                if (Trace(host, "outside", "host", "tcp", 8080, new FlowOptions()).Verdict != "Delivered") throw new InvalidOperationException("It was not delivered.");
            }
        }
    }

    private sealed class RandomRun : IBenchmark
    {
        public IEnumerable<Measurement> Measure(int pairs)
        {
            var oracle = RunAsync().GetAwaiter().GetResult();
            foreach (var disagreement in oracle.Disagreements) Console.Error.WriteLine(disagreement);
            Console.Error.WriteLine(string.Join(", ", oracle.Verdicts));
            yield return Measurement.Plain($"{Sets} random rule sets: disagreements", [oracle.Disagreements.Count], "", 0);
            yield return Measurement.Plain($"{Sets} random rule sets: Unknown", [oracle.Unknown * 100], "%", MostUnknown);
        }

        private static async Task<RandomOracle> RunAsync()
        {
            await using var network = await RandomNetwork.CreateAsync();
            var oracle = new RandomOracle(network, Predict);
            for (var seed = 1; seed <= Sets; seed++) await oracle.TryAsync(seed);
            return oracle;
        }

        private static IReadOnlyList<(string Verdict, string Packet)> Predict(string snapshot, IReadOnlyList<RandomFlow> flows)
        {
            var host = new TracedHost(SnapshotJson.Read(snapshot, "random", "random"));
            return [.. flows.Select(flow => Trace(
                host, flow.From, flow.To, flow.Protocol, flow.Port,
                flow.From == "outside" ? new FlowOptions(RandomNetwork.Uplink, IPAddress.Parse(RandomNetwork.OutsideAddress)) : new FlowOptions()))
                .Select(static trace => (trace.Verdict, trace.Hops.LastOrDefault()?.Packet ?? ""))];
        }
    }
}
