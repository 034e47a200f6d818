namespace ContainerNet.Benchmarks;

/// <summary>What is measured, by area.</summary>
internal static class Suite
{
    /// <summary>The areas; each sets up what its rows need while they are taken.</summary>
    public static IReadOnlyDictionary<string, Func<BenchSession, IEnumerable<IBenchmark>>> Areas { get; } =
        new Dictionary<string, Func<BenchSession, IEnumerable<IBenchmark>>>
        {
            ["session"] = SessionSuite.Rows,
            ["creation"] = CreationSuite.Rows,
            ["runtime"] = RuntimeSuite.Rows,
            ["interfaces"] = InterfaceSuite.Rows,
            ["inspect"] = InspectSuite.Rows,
            ["kernel"] = KernelSuite.Rows,
            ["firewall"] = FirewallSuite.Rows,
            ["publish"] = PublishSuite.Rows,
            ["repair"] = RepairSuite.Rows,
            ["snapshot"] = SnapshotSuite.Rows,
            ["trace"] = TraceSuite.Rows,
            ["oracle"] = TraceSuite.RandomRows,
            ["fuzz"] = FuzzSuite.Rows,
        };
}
