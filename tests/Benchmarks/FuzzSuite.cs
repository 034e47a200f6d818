using ContainerNet.LabKit;
using ContainerNet.Unit.Linux;

namespace ContainerNet.Benchmarks;

/// <summary>The long run of mutated netlink messages: none may crash a parser, hang it or have it read past the end.</summary>
internal static class FuzzSuite
{
    private const int MessagesOfAPair = 1_000_000;
    private static readonly string[] s_files = ["links.hex", "addresses.hex"];

    public static IEnumerable<IBenchmark> Rows(BenchSession session)
    {
        yield return new FuzzRun();
    }

    private sealed class FuzzRun : IBenchmark
    {
        public IEnumerable<Measurement> Measure(int pairs)
        {
            var seed = Environment.TickCount;
            var messages = new MutatedInterfaceMessages(s_files.SelectMany(Read), seed);
            var times = Enumerable.Range(0, pairs).Select(_ => PairedRun.Time(() => messages.Run(MessagesOfAPair)) / MessagesOfAPair * 1000).ToArray();
            yield return Measurement.Plain($"{pairs} million mutated messages, seed {seed}", times, "us", null);
        }

        private static IEnumerable<byte[]> Read(string name) =>
            File.ReadLines(RepositoryRoot.Combine("tests", "Unit", "TestData", name)).Where(static line => line.Length > 0).Select(Convert.FromHexString);
    }
}
