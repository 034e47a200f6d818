namespace ContainerNet.Benchmarks;

/// <summary>How soon rules follow the containers.</summary>
internal static class RepairSuite
{
    private const string Container = "bench-repair";

    public static IEnumerable<IBenchmark> Rows(BenchSession session)
    {
        session.Cmdlet($"New-BridgedContainer busybox -Name {Container} -- sleep 3600; Publish-ContainerPort {Container} 18100:80");
        yield return new ReactionTime(session, Container);
        session.Cmdlet($"Remove-Container {Container} -Force");
    }
}
