using Xunit;

namespace ContainerNet.Lab.Modes;

public sealed class JoinedContainerTests : IDisposable
{
    private readonly LabFixture _lab;

    public JoinedContainerTests(LabFixture lab)
    {
        _lab = lab;
        lab.Session.Invoke("New-BridgedContainer busybox -Name donor -- sh -c 'echo from donor > /tmp/index.html; exec httpd -f -p 80 -h /tmp'").OrThrow();
    }

    [Fact]
    public void It_shares_net_and_ipc_with_its_donor_and_keeps_the_rest_apart()
    {
        _lab.Session.Invoke("Join-ContainerNetwork busybox -Container donor -Name joined -- sleep 60").OrThrow();

        var (joined, donor) = (Kernel.ProcessId(_lab, "joined"), Kernel.ProcessId(_lab, "donor"));
        Assert.Equal(Kernel.Namespace(_lab, donor, "net"), Kernel.Namespace(_lab, joined, "net"));
        Assert.Equal(Kernel.Namespace(_lab, donor, "ipc"), Kernel.Namespace(_lab, joined, "ipc"));
        Assert.NotEqual(Kernel.Namespace(_lab, donor, "mnt"), Kernel.Namespace(_lab, joined, "mnt"));
        Assert.NotEqual(Kernel.Namespace(_lab, donor, "pid"), Kernel.Namespace(_lab, joined, "pid"));
    }

    [Fact]
    public void It_fetches_the_donors_page_over_loopback()
    {
        var page = _lab.Session.Invoke("Get-Container donor | Join-ContainerNetwork busybox -AutoRemove -Wait -- wget -qO- 127.0.0.1").OrThrow();

        Assert.Equal("from donor", page.Single().ToString());
    }

    [Fact]
    public void A_piped_donor_does_not_give_its_name_to_the_new_container()
    {
        var joined = _lab.Session.Invoke("Get-Container donor | Join-ContainerNetwork busybox -- sleep 60").OrThrow().Single();

        Assert.NotEqual("donor", joined.Properties["Name"].Value);
        Assert.Equal("donor", joined.Properties["Donor"].Value);
    }

    [Fact]
    public void The_object_says_what_is_shared_as_the_inodes_do()
    {
        var shared = _lab.Session.Invoke("(Join-ContainerNetwork busybox -Container donor -Name joined -- sleep 60).SharedNamespaces").OrThrow();

        var (joined, donor) = (Kernel.ProcessId(_lab, "joined"), Kernel.ProcessId(_lab, "donor"));
        string[] types = ["Net", "Ipc", "Uts", "Pid", "Mnt"];
        Assert.Equal(
            types.Where(type => Kernel.Namespace(_lab, joined, type.ToLowerInvariant()) == Kernel.Namespace(_lab, donor, type.ToLowerInvariant())),
            shared.Select(each => each.ToString()).Where(each => each != "User"));
    }

    [Fact]
    public void It_carries_the_host_name_of_its_donor()
    {
        var name = _lab.Session.Invoke("Join-ContainerNetwork busybox -Container donor -AutoRemove -Wait -- hostname").OrThrow();

        Assert.Equal(_lab.Inside.Docker("exec", "donor", "hostname"), name.Single().ToString());
    }

    [Fact]
    public void A_donor_that_is_itself_joined_leads_to_the_root()
    {
        _lab.Session.Invoke("Join-ContainerNetwork busybox -Container donor -Name middle -- sleep 60").OrThrow();

        var last = _lab.Session.Invoke("Join-ContainerNetwork busybox -Container middle -- sleep 60").OrThrow().Single();

        Assert.Equal("donor", last.Properties["Donor"].Value);
    }

    [Theory]
    [InlineData("Join-ContainerNetwork busybox -Container nobody", "DonorNotFound")]
    [InlineData("Join-ContainerNetwork busybox -Container stopped", "DonorNotRunning")]
    [InlineData("Join-ContainerNetwork busybox -Container open", "DonorOnHostNetwork")]
    [InlineData("Join-ContainerNetwork busybox -Container private -Share Ipc", "DonorIpcPrivate")]
    [InlineData("Join-ContainerNetwork busybox -Container donor -Share Uts", "ShareUtsNotSupported")]
    [InlineData("Join-ContainerNetwork busybox -Container donor -Name donor", "DonorIsSelf")]
    [InlineData("Get-Process -Id $PID | Join-ContainerNetwork busybox", "NotAContainer")]
    public void What_cannot_be_joined_is_refused_and_nothing_is_made(string command, string expected)
    {
        _lab.Inside.Docker("create", "--name", "stopped", "busybox");
        _lab.Inside.Docker("run", "--detach", "--name", "open", "--net", "host", "busybox", "sleep", "60");
        _lab.Inside.Docker("run", "--detach", "--name", "private", "--ipc", "private", "busybox", "sleep", "60");
        var before = _lab.Inside.Docker("ps", "--all", "--quiet");

        // Get-Process is no core command: a foreign object stands in for it.
        var result = _lab.Session.Invoke(command.Replace("Get-Process -Id $PID", "[Diagnostics.Process]::GetCurrentProcess()", StringComparison.Ordinal));

        Assert.Equal([expected], result.ErrorIds);
        Assert.Equal(before, _lab.Inside.Docker("ps", "--all", "--quiet"));
    }

    [Fact]
    public void A_private_ipc_is_left_out_with_a_warning()
    {
        _lab.Inside.Docker("run", "--detach", "--name", "private", "--ipc", "private", "busybox", "sleep", "60");

        var result = _lab.Session.Invoke("Join-ContainerNetwork busybox -Container private -Name joined -- sleep 60");

        Assert.Single(result.Warnings);
        Assert.NotEqual(Kernel.Namespace(_lab, Kernel.ProcessId(_lab, "private"), "ipc"), Kernel.Namespace(_lab, Kernel.ProcessId(_lab, "joined"), "ipc"));
    }

    public void Dispose() => _lab.RemoveAllContainers();
}
