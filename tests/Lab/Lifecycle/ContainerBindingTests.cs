using System.Diagnostics;
using Xunit;

namespace ContainerNet.Lab.Lifecycle;

/// <summary>What may be piped into the cmdlets, and what it means.</summary>
public sealed class ContainerBindingTests(LabFixture lab) : IDisposable
{
    private readonly ContainersByCli _cli = new(lab);

    [Theory]
    [InlineData("'web' | Stop-Container -TimeoutSec 0")]
    [InlineData("Get-Container web | Stop-Container -TimeoutSec 0")]
    [InlineData("Stop-Container web -TimeoutSec 0")]
    [InlineData("Stop-Container (Get-Container web).Id.Substring(0, 12) -TimeoutSec 0")]
    [InlineData("[System.Management.Automation.PSSerializer]::Deserialize([System.Management.Automation.PSSerializer]::Serialize((Get-Container web), 1)) | Stop-Container -TimeoutSec 0")]
    [InlineData("[pscustomobject]@{ ContainerName = 'web' } | Stop-Container -TimeoutSec 0")]
    [InlineData("[pscustomobject]@{ ContainerId = (Get-Container web).Id; ContainerName = 'other' } | Stop-Container -TimeoutSec 0")]
    [InlineData("[pscustomobject]@{ Machine = 'web' } | Stop-Container -Container { $_.Machine } -TimeoutSec 0")]
    public void Each_of_these_stops_the_one_container_it_names(string script)
    {
        _cli.Run("web");
        _cli.Run("other");

        lab.Session.Invoke(script).OrThrow();

        Assert.Equal(("exited", "running"), (_cli.StateOf("web"), _cli.StateOf("other")));
    }

    [Theory]
    [InlineData("Stop-Container -TimeoutSec 0 -PassThru", "exited")]
    [InlineData("Remove-Container -Force", "")]
    public void An_interface_means_the_container_it_is_in_and_no_other(string cmdlet, string expected)
    {
        _cli.Run("eth0");
        _cli.Run("web");

        var output = lab.Session.Invoke($"Get-ContainerInterface web | {cmdlet}").OrThrow();

        Assert.Equal((expected, "running"), (_cli.StateOf("web"), _cli.StateOf("eth0")));
        Assert.InRange(output.Length, 0, 1);
    }

    [Theory]
    [InlineData("Stop-Container")]
    [InlineData("Remove-Container -Force")]
    public void A_process_with_a_containers_name_touches_nothing(string cmdlet)
    {
        using var process = Process.GetCurrentProcess();
        _cli.Run(process.ProcessName);

        var result = lab.Session.Invoke($"[System.Diagnostics.Process]::GetCurrentProcess() | {cmdlet}");

        Assert.Equal(("NotAContainer", "running"), (result.ErrorIds.Single(), _cli.StateOf(process.ProcessName)));
    }

    [Theory]
    [InlineData("Stop-Container")]
    [InlineData("Remove-Container -Force")]
    public void A_file_with_a_containers_name_touches_nothing(string cmdlet)
    {
        _cli.Run("hostname");

        var result = lab.Session.Invoke($"[System.IO.FileInfo]'/etc/hostname' | {cmdlet}");

        Assert.Equal(("NotAContainer", "running"), (result.ErrorIds.Single(), _cli.StateOf("hostname")));
    }

    [Fact]
    public void An_object_with_a_bare_name_and_id_touches_nothing()
    {
        var id = _cli.Run("web");

        var result = lab.Session.Invoke("param($id) [pscustomobject]@{ Name = 'web'; Id = $id } | Remove-Container -Force", id);

        Assert.Equal(("NotAContainer", "running"), (result.ErrorIds.Single(), _cli.StateOf("web")));
    }

    [Fact]
    public void A_number_on_the_command_line_begins_an_id_and_a_piped_one_is_foreign()
    {
        Assert.Equal(["NotAContainer"], lab.Session.Invoke("1234 | Stop-Container").ErrorIds);
        Assert.Equal("1e05", lab.Session.Invoke("Stop-Container 1e05").Errors.Single().TargetObject);
    }

    [Theory]
    [InlineData("Get-Container $nothing")]
    [InlineData("$nothing | Get-Container")]
    [InlineData("Stop-Container ''")]
    public void Nothing_means_no_container_and_not_all_of_them(string script)
    {
        _cli.Run("web");

        var result = lab.Session.Invoke(script);

        Assert.Equal(("NotAContainer", 0), (result.ErrorIds.Single(), result.Output.Length));
    }

    [Fact]
    public void Named_three_times_it_is_read_once()
    {
        _cli.Run("web");

        Assert.Single(lab.Session.Invoke("'web', 'we*', 'web' | Get-Container").OrThrow());
    }

    public void Dispose() => lab.RemoveAllContainers();
}
