using System.Diagnostics;
using System.Globalization;
using ContainerNet.LabKit;
using ContainerNet.Services.Connection;
using ContainerNet.Services.Containers;
using ContainerNet.Services.Engine;
using ContainerNet.Services.Namespaces;

namespace ContainerNet.Benchmarks;

/// <summary>What Get-ContainerInterface asks of the kernel, called past the cmdlet: no engine, no PowerShell.</summary>
internal sealed class KernelPart
{
    private readonly long[] _elsewhere = new long[1024 * 1024];

    private readonly KernelView _view =
        KernelViewCheck.CheckProcesses(new EngineEndpoint { Uri = new Uri(new LabNames().DockerHost), Source = "Parameter" });

    /// <summary>The milliseconds it takes to read these processes' namespaces once.</summary>
    public double Time(IReadOnlyList<string> processes, int repeats)
    {
        var subjects = Subjects(processes);
        var start = Stopwatch.GetTimestamp();
        for (var i = 0; i < repeats; i++) Read(subjects);
        return Stopwatch.GetElapsedTime(start).TotalMilliseconds / repeats;
    }

    /// <summary>
    /// The microseconds of processor time, the kernel's included, that each of these processes' namespaces takes. Not of the clock: of a
    /// reading of a thousand other programs get their share while it lasts, of one of ten they do not. Each reading begins with the
    /// processor's caches full of something else, as it does behind an engine's answer: ten namespaces would stay in them, a thousand not.
    /// </summary>
    public double ProcessorTime(IReadOnlyList<string> processes, int repeats)
    {
        var subjects = Subjects(processes);
        var spent = 0.0;
        for (var i = 0; i < repeats; i++)
        {
            Array.Fill(_elsewhere, i);
            var before = ThreadClock.Now();
            Read(subjects);
            spent += ThreadClock.Now() - before;
        }

        return spent / repeats / processes.Count;
    }

    /// <summary>The bytes it allocates, and how many interfaces it finds.</summary>
    public (long Bytes, int Interfaces) Allocate(IReadOnlyList<string> processes)
    {
        var subjects = Subjects(processes);
        var before = GC.GetAllocatedBytesForCurrentThread();
        var found = Read(subjects);
        return (GC.GetAllocatedBytesForCurrentThread() - before, found.Sum(static reading => reading.Interfaces.Count));
    }

    private IReadOnlyList<InterfaceReading> Read(RunningContainer[] subjects) =>
        // The engine would be asked for the donors of joined containers only.
        new InterfaceReader(null!, _view).ReadAsync(subjects, false, default).GetAwaiter().GetResult();

    private static RunningContainer[] Subjects(IEnumerable<string> processes) =>
        [.. processes.Select(static id => new RunningContainer { Id = id, Name = id, ProcessId = int.Parse(id, CultureInfo.InvariantCulture) })];
}
