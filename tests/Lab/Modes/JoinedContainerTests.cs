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
        Assert.NotEmpty(result.Errors[0].ErrorDetails.RecommendedAction);
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

    [Fact]
    public void Share_Net_alone_leaves_the_ipc_apart()
    {
        var joined = _lab.Session.Invoke("Join-ContainerNetwork busybox -Container donor -Name joined -Share Net -- sleep 60").OrThrow().Single();

        var (own, donor) = (Kernel.ProcessId(_lab, "joined"), Kernel.ProcessId(_lab, "donor"));
        Assert.Equal(Kernel.Namespace(_lab, donor, "net"), Kernel.Namespace(_lab, own, "net"));
        Assert.NotEqual(Kernel.Namespace(_lab, donor, "ipc"), Kernel.Namespace(_lab, own, "ipc"));
        Assert.DoesNotContain("Ipc", (string[])joined.Properties["SharedNamespaces"].Value);
    }

    [Theory]
    [InlineData("Join-ContainerNetwork busybox -Container (Get-Container donor).Id.Substring(0, 12) -- sleep 60")]
    [InlineData("'donor' | Join-ContainerNetwork busybox -- sleep 60")]
    [InlineData("New-JoinedContainer busybox -Container donor -- sleep 60")]
    [InlineData("[Management.Automation.PSSerializer]::Deserialize([Management.Automation.PSSerializer]::Serialize((Get-Container donor), 1)) | Join-ContainerNetwork busybox -- sleep 60")]
    [InlineData("[pscustomobject]@{ ContainerName = 'donor' } | Join-ContainerNetwork busybox -- sleep 60")]
    public void A_donor_is_given_in_every_form_and_joined_by_its_id(string script)
    {
        var joined = _lab.Session.Invoke(script).OrThrow().Single();

        Assert.Equal(
            "container:" + _lab.Inside.Docker("inspect", "--format", "{{.Id}}", "donor"),
            _lab.Inside.Docker("inspect", "--format", "{{.HostConfig.NetworkMode}}", $"{joined.Properties["Id"].Value}"));
    }

    [Fact]
    public void A_closed_donor_gives_its_lo_and_nothing_more()
    {
        _lab.Session.Invoke("New-ClosedContainer busybox -Name shut -- sleep 60").OrThrow();

        _lab.Session.Invoke("Join-ContainerNetwork busybox -Container shut -Name joined -- sleep 60").OrThrow();

        Assert.Equal(Kernel.Namespace(_lab, Kernel.ProcessId(_lab, "shut"), "net"), Kernel.Namespace(_lab, Kernel.ProcessId(_lab, "joined"), "net"));
    }

    [Fact]
    public void A_donor_that_has_stopped_behind_one_that_runs_is_found()
    {
        _lab.Session.Invoke("Join-ContainerNetwork busybox -Container donor -Name middle -- sleep 60").OrThrow();
        _lab.Inside.Docker("kill", "donor");
        var before = _lab.Inside.Docker("ps", "--all", "--quiet");

        Assert.Equal(["DonorNotRunning"], _lab.Session.Invoke("Join-ContainerNetwork busybox -Container middle -- sleep 60").ErrorIds);
        Assert.Equal(before, _lab.Inside.Docker("ps", "--all", "--quiet"));
    }

    public void Dispose() => _lab.RemoveAllContainers();
}
