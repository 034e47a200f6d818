using System.Diagnostics;

namespace ContainerNet.LabKit;

/// <summary>Takes away all that a lab has made, also one whose run was killed. Tries every step and reports all that failed.</summary>
internal sealed class LabCleaner(LabNames names)
{
    private static readonly TimeSpan s_limit = TimeSpan.FromSeconds(20);
    private readonly List<string> _failures = [];

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        if (LabState.Read(names) is not { } state) return;
        await StepAsync(() => Task.Run(new Guest(names).EndAll, cancellationToken));
        await StepAsync(() => EndProcessesAsync(state, cancellationToken));
        await StepAsync(() => new LabNetwork(names).RemoveAsync(state.MadeNamespaceFolder, cancellationToken));
        await StepAsync(() => LabCgroups.RemoveAsync(names.Name, cancellationToken));
        await StepAsync(() => DeleteAsync(state.DataFolder, cancellationToken));
        if (_failures.Count > 0) throw new LabException($"The lab {names.Name} is not wholly taken down:\n" + string.Join('\n', _failures));
        // Last: as long as the state stands, the next run knows what is left.
        Directory.Delete(names.RunFolder, recursive: true);
    }

    private async Task EndProcessesAsync(LabState state, CancellationToken cancellationToken)
    {
        // Killed, not stopped: every byte they hold is deleted next, and stopping takes ten seconds for each container.
        if (state.Engine is { } engine) await EndAsync([engine], cancellationToken);
        var watch = Stopwatch.StartNew();
        while (Remaining(state) is { Length: > 0 } processes)
        {
            if (watch.Elapsed > s_limit) throw new LabException("These processes do not end: " + string.Join(' ', processes.Select(p => p.Id)));
            await EndAsync(processes, cancellationToken);
        }

        if (state.Holder is { } holder) await EndAsync([holder], cancellationToken);
    }

    /// <summary>Those in the engine's mount namespace and the lab's network (containerd, shims, docker-proxy), and those of the containers.</summary>
    private ProcessIdentity[] Remaining(LabState state)
    {
        var network = NetworkIdentity();
        var started = ProcessTable.All().Where(id => state.MountNamespace is { } mounts && network is not null
            && ProcessTable.NamespaceOf(id, "mnt") == mounts && ProcessTable.NamespaceOf(id, "net") == network);
        return [.. started.Concat(LabCgroups.Processes(names.Name)).Distinct().Select(ProcessTable.Find).OfType<ProcessIdentity>()];
    }

    private string? NetworkIdentity() => LabIdentity.OfNamespaceFile(names.NamespaceFile);

    private static async Task EndAsync(ProcessIdentity[] processes, CancellationToken cancellationToken)
    {
        foreach (var process in processes) ProcessTable.Kill(process);
        await ProcessTable.WaitForEndAsync(processes, TimeSpan.FromSeconds(5), cancellationToken);
    }

    private static async Task DeleteAsync(string folder, CancellationToken cancellationToken)
    {
        // rm: it stays on this file system, whatever a container may have left mounted.
        (await Tool.RunAsync(["rm", "-rf", "--one-file-system", "--", folder], cancellationToken: cancellationToken)).OrThrow();
        var parent = Path.GetDirectoryName(folder)!;
        if (Directory.Exists(parent) && !Directory.EnumerateFileSystemEntries(parent).Any()) Directory.Delete(parent);
    }

    private async Task StepAsync(Func<Task> step)
    {
        try
        {
            await step();
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            _failures.Add(exception.Message);
        }
    }
}
