using System.Management.Automation;
using Xunit;
using static ContainerNet.Lab.Inspect.InspectScene;

namespace ContainerNet.Lab.Inspect;

/// <summary>A joined container whose donor was restarted, stopped, removed or made again.</summary>
public sealed class StaleDonorTests(LabFixture lab) : IDisposable
{
    private readonly InspectScene _scene = new(lab);

    [Fact]
    public void While_the_donor_runs_it_is_alive_and_others_have_no_state()
    {
        Join();
        Assert.Equal(("Alive", "cn-web"), State());
        Assert.Null(_scene.Invoke("Get-Container cn-web").Property("DonorState"));
    }

    [Fact]
    public void After_a_restart_of_the_donor_the_namespaces_differ_and_a_restart_of_the_joined_one_heals_it()
    {
        Join();
        lab.Inside.Docker("restart", "--time", "0", "cn-web");

        Assert.NotEqual(_scene.Of("cn-web").Inode, _scene.Of("cn-probe").Inode);
        Assert.Equal(("Restarted", "cn-web"), State());
        Assert.Equal(["DonorRestarted"], _scene.Invoke("Get-ContainerPort cn-probe").ErrorIds);

        _scene.Invoke("Restart-Container cn-probe -TimeoutSec 0").OrThrow();
        Assert.Equal(_scene.Of("cn-web").Inode, _scene.Of("cn-probe").Inode);
        Assert.Equal(("Alive", "cn-web"), State());
    }

    [Fact]
    public void A_donor_that_was_stopped_is_gone()
    {
        Join();
        lab.Inside.Docker("kill", "cn-web");

        Assert.Equal(("Gone", "cn-web"), State());
        Assert.Equal(["DonorGone"], _scene.Invoke("Get-ContainerPort cn-probe").ErrorIds);
    }

    [Fact]
    public void A_donor_that_was_removed_is_gone_and_known_by_its_name()
    {
        Join();
        var id = _scene.Inspect("cn-web", "{{.Id}}");
        lab.Inside.Docker("rm", "--force", "cn-web");

        Assert.Equal(("Gone", "cn-web"), State());
        Assert.Equal(id, _scene.Invoke("Get-Container cn-probe").Property("DonorId"));
        Assert.Equal(["DonorNotFound"], _scene.Invoke("Restart-Container cn-probe -TimeoutSec 0").ErrorIds);
    }

    [Fact]
    public void A_donor_that_was_made_again_is_found_by_its_name()
    {
        Join();
        lab.Inside.Docker("rm", "--force", "cn-web");
        _scene.Run("cn-web", []);

        Assert.Equal(("Gone", "cn-web"), State());
        Assert.Equal(_scene.Inspect("cn-web", "{{.Id}}"), _scene.Invoke("Get-Container cn-probe").Property("DonorId"));
        Assert.Equal("lo", string.Join(',', _scene.Of("cn-probe").ReadJson().Select(static link => link.GetProperty("ifname").GetString())));
    }

    public void Dispose() => _scene.Dispose();

    private void Join()
    {
        _scene.Run("cn-web", ["--publish", "18080:80"]);
        _scene.Invoke("Join-ContainerNetwork busybox -Container cn-web -Name cn-probe -- sleep 600").OrThrow();
    }

    private (string State, string Donor) State()
    {
        PSObject probe = Assert.Single(_scene.Invoke("Get-Container cn-probe").OrThrow());
        return (Text(probe, "DonorState"), Text(probe, "Donor"));
    }
}
