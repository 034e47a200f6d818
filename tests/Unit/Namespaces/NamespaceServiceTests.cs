using System.Diagnostics;
using ContainerNet.Services;
using ContainerNet.Services.Namespaces;
using Xunit;

namespace ContainerNet.Unit.Namespaces;

/// <summary>Reads this very process and its children, which needs no right.</summary>
public class NamespaceServiceTests
{
    private readonly NamespaceService _namespaces = new();

    [Fact]
    public void The_own_inodes_are_those_of_proc_self()
    {
        var own = _namespaces.ReadOwnSet();
        Assert.Equal(
            [Link("net"), Link("ipc"), Link("uts"), Link("pid"), Link("mnt"), Link("user"), Link("cgroup"), Link("time")],
            new[] { own.Net, own.Ipc, own.Uts, own.Pid, own.Mnt, own.User, own.Cgroup, own.Time }.Select(inode => $"[{inode}]"));
    }

    [Fact]
    public void The_own_network_holds_lo_first() => Assert.Equal(("lo", 1), First(_namespaces.ReadNetwork(Environment.ProcessId)));

    [Fact]
    public void A_process_that_ended_is_gone()
    {
        using var process = Process.Start(new ProcessStartInfo("true") { UseShellExecute = false })!;
        process.WaitForExit();

        Assert.Equal(ErrorId.NamespaceGone, Assert.Throws<ContainerNetException>(() => _namespaces.ReadNetwork(process.Id)).Id);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(int.MaxValue)]
    public void A_number_no_process_has_is_gone(int processId) =>
        Assert.Equal(ErrorId.NamespaceGone, Assert.Throws<ContainerNetException>(() => _namespaces.ReadSet(processId)).Id);

    [Fact]
    public void One_reader_serves_many_threads() =>
        Parallel.For(0, 500, _ => Assert.Equal(("lo", 1), First(_namespaces.ReadNetwork(Environment.ProcessId))));

    private static (string Name, int Index) First(NetworkNamespace network) => (network.Interfaces[0].Name, network.Interfaces[0].Index);

    private static string Link(string type)
    {
        var target = File.ResolveLinkTarget($"/proc/self/ns/{type}", false)!.Name;
        return target[target.IndexOf('[', StringComparison.Ordinal)..];
    }
}
