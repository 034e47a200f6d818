using ContainerNet.Lab.Modes;
using Xunit;

namespace ContainerNet.Lab.Runtime;

/// <summary>A donor that is lost after the engine has looked at it and before the OCI runtime has: the engine tells what the runtime says.</summary>
public sealed class DonorRaceTests : IDisposable
{
    private readonly LabFixture _lab;
    private readonly RuntimeScene _scene;

    public DonorRaceTests(LabFixture lab)
    {
        _lab = lab;
        _scene = new RuntimeScene(lab);
        _scene.Register();
        lab.Inside.Docker("run", "--detach", "--name", "donor", "busybox", "sleep", "600");
        lab.Inside.Docker("create", "--name", "joined", "--runtime", "containernet", "--network", "container:donor", "busybox", "sleep", "600");
    }

    [Theory]
    [InlineData("Start-Container joined")]
    [InlineData("Join-ContainerNetwork busybox -Container donor -Name second -- sleep 600")]
    public async Task A_donor_that_dies_meanwhile_is_told(string script)
    {
        var result = await RunAsync(script, _ => _lab.Inside.Docker("kill", "donor"));

        AssertRefused(result, $"the donor {Id("donor")[..12]} has ended: its process");
        Assert.DoesNotContain("second", _lab.Inside.Docker("ps", "--all", "--format", "{{.Names}}"), StringComparison.Ordinal);
    }

    /// <summary>Another container's process under the donor's number; which the kernel gives out is not ours to choose, so the bundle names it.</summary>
    [Fact]
    public async Task A_donor_whose_number_another_has_by_now_is_told_and_the_other_is_not_joined()
    {
        _lab.Inside.Docker("run", "--detach", "--name", "other", "busybox", "sleep", "600");
        var (donor, other) = (Kernel.ProcessId(_lab, "donor"), Kernel.ProcessId(_lab, "other"));

        var result = await RunAsync("Start-Container joined", config =>
        {
            var text = File.ReadAllText(config);
            Assert.Contains($"\"/proc/{donor}/ns/net\"", text, StringComparison.Ordinal);
            File.WriteAllText(config, text.Replace($"/proc/{donor}/", $"/proc/{other}/", StringComparison.Ordinal));
        });

        AssertRefused(result, $"process {other}, which the engine took for the donor {Id("donor")[..12]}, is not in its cgroup");
        Assert.Equal("created", _lab.Inside.Docker("inspect", "--format", "{{.State.Status}}", "joined"));
    }

    [Fact]
    public async Task A_donor_that_lives_on_is_joined_however_long_it_took()
    {
        (await RunAsync("Start-Container joined", static _ => { })).OrThrow();

        Assert.Equal(["net", "uts"], _scene.SharedOf("joined", "donor", "net", "uts", "pid", "mnt"));
    }

    public void Dispose() => _scene.Reset();

    private async Task<PowerShellResult> RunAsync(string script, Action<string> meanwhile)
    {
        using var held = new HeldCreation(_lab);
        var running = _lab.Session.InvokeAsync(script, TestContext.Current.CancellationToken);
        meanwhile(await held.WaitAsync());
        held.Release();
        return await running;
    }

    private static void AssertRefused(PowerShellResult result, string told)
    {
        Assert.Equal(["RuntimeRefused"], result.ErrorIds);
        Assert.Contains($"containernet-runtime: {told}", result.Errors[0].ToString(), StringComparison.Ordinal);
    }

    private string Id(string container) => _lab.Inside.Docker("inspect", "--format", "{{.Id}}", container);
}
