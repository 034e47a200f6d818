using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using ContainerNet.Linux;
using ContainerNet.Linux.Proc;
using ContainerNet.Services.Engine;

namespace ContainerNet.Services.Containers;

/// <summary>
/// Remembers the first process of each container's run, so that only new runs have to be inspected: the engine's list does not tell it.
/// A run lasts as long as its first process. So what is remembered holds while that process lives, and that it is the same one its start
/// time tells, whoever has the number.
/// </summary>
internal sealed class ProcessMemory
{
    private static readonly ConditionalWeakTable<IContainerEngine, ProcessMemory> s_all = [];

    private readonly ConcurrentDictionary<string, (int ProcessId, long Start)> _processes = new(StringComparer.Ordinal);

    /// <summary>That of an engine, for as long as it is connected with.</summary>
    public static ProcessMemory Of(IContainerEngine engine) => s_all.GetOrCreateValue(engine);

    /// <summary>The process of the container's run; 0 where it has to be asked for.</summary>
    public int Find(string id)
    {
        if (!_processes.TryGetValue(id, out var known)) return 0;
        if (TryReadStart(known.ProcessId) == known.Start) return known.ProcessId;
        _processes.TryRemove(id, out _);
        return 0;
    }

    /// <summary>
    /// Remembers what inspect said. Not where the process may have got the number of one that had just ended: the engine notes the start of
    /// a run after its first process is there, and so before anyone else can have that number.
    /// </summary>
    public void Remember(ContainerDetails details)
    {
        if (details.StartedAt is not { } noted || TryReadStart(details.ProcessId) is not { } start) return;
        var age = TimeSpan.FromSeconds((double)(ProcessAge.Now() - start) / ProcessAge.TicksPerSecond);
        if (DateTime.UtcNow - age <= noted) _processes[details.Id] = (details.ProcessId, start);
    }

    /// <summary>Forgets all but these containers.</summary>
    public void Keep(IEnumerable<string> ids)
    {
        var kept = ids.ToHashSet(StringComparer.Ordinal);
        foreach (var id in _processes.Keys.Where(id => !kept.Contains(id))) _processes.TryRemove(id, out _);
    }

    private static long? TryReadStart(int processId)
    {
        try
        {
            using var process = ProcessDirectory.Open(processId);
            return ProcessAge.ReadStart(process);
        }
        catch (KernelException exception) when (exception.IsGone)
        {
            return null;
        }
    }
}
