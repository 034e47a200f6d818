using ContainerNet.Services.Snapshot;

namespace ContainerNet.Cmdlets.Base;

/// <summary>A cmdlet that takes a snapshot of the engine's host.</summary>
public abstract class SnapshotCmdlet : EngineCmdlet
{
    /// <summary>Takes one; what it lacks is written as warnings.</summary>
    private protected async Task<NetworkSnapshot> TakeSnapshotAsync()
    {
        var snapshot = await new SnapshotCollector(Client, KernelView).CollectAsync(StopToken);
        foreach (var warning in snapshot.Warnings) WriteWarning(warning);
        return snapshot;
    }
}
