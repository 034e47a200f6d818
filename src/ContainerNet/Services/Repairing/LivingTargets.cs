using ContainerNet.Linux;
using ContainerNet.Linux.Proc;
using ContainerNet.Services.Publishing;

namespace ContainerNet.Services.Repairing;

/// <summary>Knows, without the engine, whether containers that ports lead to still run: by the processes that have their addresses.</summary>
internal sealed class LivingTargets
{
    private List<(PublishTarget Target, long Start)> _all = [];

    /// <summary>Begins anew with these.</summary>
    public void Set(IEnumerable<PublishTarget> targets) => _all = [.. targets.Select(static one => (one, StartOf(one.ProcessId)))];

    /// <summary>Those that have ended; each is told once.</summary>
    public IReadOnlyCollection<PublishTarget> TakeEnded()
    {
        var ended = _all.Where(static one => one.Start == 0 || StartOf(one.Target.ProcessId) != one.Start).ToArray();
        _all = [.. _all.Except(ended)];
        return Array.ConvertAll(ended, static one => one.Target);
    }

    /// <summary>When the process started; 0 where it is gone.</summary>
    private static long StartOf(int processId)
    {
        try
        {
            using var process = ProcessDirectory.Open(processId);
            return ProcessAge.ReadStart(process);
        }
        catch (KernelException)
        {
            return 0;
        }
    }
}
