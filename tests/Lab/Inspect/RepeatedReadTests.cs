using ContainerNet.LabKit;
using Xunit;

namespace ContainerNet.Lab.Inspect;

/// <summary>Reading again and again leaves nothing behind in the session's process.</summary>
public sealed class RepeatedReadTests(LabFixture lab) : IDisposable
{
    private const int Reads = 10_000;
    private const int Tasks = 400;

    // The runtime's own threads and the pool's come and go; one that were left for each read, or each hundredth, would show.
    private const int Slack = 16;

    [Fact]
    public async Task Ten_thousand_reads_leave_no_descriptor_no_thread_and_no_task_elsewhere()
    {
        lab.Inside.Docker("run", "--detach", "--name", "cn-read", LabImages.Busybox, "sleep", "900");
        Read(200);
        var before = (Descriptors: OwnProcess.OpenFiles(), Threads: OwnProcess.Threads());
        Assert.Equal(Reads * 2, Read(Reads));
        var after = (Descriptors: OwnProcess.OpenFiles(), Threads: OwnProcess.Threads());

        Assert.True(after.Descriptors <= before.Descriptors + Slack, $"{before} became {after}");
        Assert.True(after.Threads <= before.Threads + Slack, $"{before} became {after}");
        Assert.Equal(Namespace("self"), OwnProcess.Networks().Single());
        var seen = await Task.WhenAll(Enumerable.Range(0, Tasks).Select(static _ => Task.Run(static () => Namespace("thread-self"))));
        Assert.Equal([Namespace("self")], seen.Distinct());
    }

    public void Dispose() => lab.RemoveAllContainers();

    private int Read(int times) =>
        (int)lab.Session.Invoke("param($times) $found = 0; foreach ($i in 1..$times) { $found += @(Get-ContainerInterface cn-read).Count }; $found", times)
            .OrThrow().Single().BaseObject;

    private static string? Namespace(string process) => new FileInfo($"/proc/{process}/ns/net").LinkTarget;
}
