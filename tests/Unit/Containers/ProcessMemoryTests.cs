using System.Diagnostics;
using System.Text;
using ContainerNet.Linux.Proc;
using ContainerNet.Services.Containers;
using ContainerNet.Services.Engine;
using Xunit;

namespace ContainerNet.Unit.Containers;

public sealed class ProcessMemoryTests : IDisposable
{
    /// <summary>The engine notes a start after its process is there; that one's age is known to 10 ms.</summary>
    private static readonly TimeSpan s_noted = TimeSpan.FromSeconds(1);
    private readonly ProcessMemory _memory = new();
    private readonly Process _process = Process.Start(new ProcessStartInfo("sleep", "60") { UseShellExecute = false })!;

    [Fact]
    public void A_living_process_is_remembered()
    {
        _memory.Remember(Container(DateTime.UtcNow + s_noted));
        Assert.Equal(_process.Id, _memory.Find("c"));
    }

    [Fact]
    public void A_process_that_ended_is_forgotten()
    {
        _memory.Remember(Container(DateTime.UtcNow + s_noted));
        Dispose();

        Assert.Equal(0, _memory.Find("c"));
    }

    [Fact]
    public void A_process_that_is_younger_than_the_run_has_only_got_its_number()
    {
        _memory.Remember(Container(DateTime.UtcNow.AddMinutes(-1)));
        Assert.Equal(0, _memory.Find("c"));
    }

    [Fact]
    public void What_the_engine_no_longer_lists_is_forgotten()
    {
        _memory.Remember(Container(DateTime.UtcNow + s_noted));
        _memory.Keep(["other"]);

        Assert.Equal(0, _memory.Find("c"));
    }

    [Fact]
    public void The_start_time_stands_behind_a_name_that_may_hold_anything() =>
        Assert.Equal(4711, ProcessAge.ParseStart(Encoding.UTF8.GetBytes("7 (a) b) (c) S 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 4711 99\n")));

    public void Dispose()
    {
        if (!_process.HasExited) _process.Kill();
        _process.WaitForExit();
    }

    private ContainerDetails Container(DateTime startedAt) => new() { Id = "c", Name = "c", ProcessId = _process.Id, StartedAt = startedAt };
}
