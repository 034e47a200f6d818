namespace ContainerNet.Benchmarks;

/// <summary>Something to measure: one row of the table, or several that come from the same runs.</summary>
internal interface IBenchmark
{
    /// <param name="pairs">How often each side is measured.</param>
    IEnumerable<Measurement> Measure(int pairs);
}
