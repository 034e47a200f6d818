namespace ContainerNet.Benchmarks;

/// <summary>A benchmark of which a pair takes seconds: fewer pairs than were asked for.</summary>
/// <param name="most">How many pairs at most.</param>
/// <param name="benchmark">The benchmark.</param>
internal sealed class FewPairsOf(int most, IBenchmark benchmark) : IBenchmark
{
    public IEnumerable<Measurement> Measure(int pairs) => benchmark.Measure(Math.Min(pairs, most));
}
