using ContainerNet.LabKit;

namespace ContainerNet.Lab.Tracing;

/// <summary>The tables of nftables in which a trace marks its packet, as nft shows them.</summary>
internal static class LiveTables
{
    private static readonly TimeSpan s_limit = TimeSpan.FromSeconds(20);

    /// <summary>How many there are.</summary>
    public static int Count(LabFixture lab) => lab.Inside.Run("nft", "list", "tables").Split("containernet_trace_").Length - 1;

    /// <summary>Waits until there is one.</summary>
    /// <param name="lab">The lab.</param>
    /// <param name="running">What makes it; where that has ended, nothing is waited for.</param>
    public static async Task WaitAsync(LabFixture lab, Task running)
    {
        for (var clock = System.Diagnostics.Stopwatch.StartNew(); Count(lab) == 0 && !running.IsCompleted;)
        {
            if (clock.Elapsed > s_limit) throw new LabException("No table of a trace has come.");
            await Task.Delay(10);
        }
    }
}
