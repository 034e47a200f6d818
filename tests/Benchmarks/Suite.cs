namespace ContainerNet.Benchmarks;

/// <summary>What is measured. Add rows here.</summary>
internal static class Suite
{
    public static IEnumerable<PairedRun> Runs(BenchSession session)
    {
        yield return new PairedRun("Get-Container / docker ps --all", () => session.Cmdlet("Get-Container"), () => session.Docker("ps", "--all"));
    }
}
