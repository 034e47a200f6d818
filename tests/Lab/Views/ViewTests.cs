using ContainerNet.LabKit;
using Xunit;

namespace ContainerNet.Lab.Views;

/// <summary>What a user sees at a console: a PowerShell of its own, whose Out-Default prints.</summary>
public sealed class ViewTests : IDisposable
{
    private readonly LabFixture _lab;

    public ViewTests(LabFixture lab)
    {
        _lab = lab;
        lab.Session.Invoke("New-BridgedContainer cn-web -Name web -Publish 8080:80, 127.0.0.1:53:53/udp").OrThrow();
    }

    [Fact]
    public void A_container_is_a_row()
    {
        var id = _lab.Inside.Docker("inspect", "--format", "{{.Id}}", "web")[..12];

        Assert.Equal(
            [
                "Name Mode    State   IPAddress  Ports                              Image  Id",
                "---- ----    -----   ---------  -----                              -----  --",
                $"web  Bridged Running 172.17.0.2 127.0.0.1:53->53/udp, 8080->80/tcp cn-web {id}",
            ],
            Print("Get-Container"));
    }

    [Fact]
    public void How_a_container_ended_stands_in_its_row()
    {
        _lab.Inside.Docker("run", "--name", "job", LabImages.Busybox, "true");

        Assert.Contains(Print("Get-Container job"), static line => line.Contains("Exited (0)", StringComparison.Ordinal));
    }

    [Fact]
    public void A_joined_container_shows_its_donor() => Assert.Contains(
        Print("Join-ContainerNetwork busybox -Container web -- sleep 60"), static line => line.Contains(" Joined Running -> web ", StringComparison.Ordinal));

    [Fact]
    public void An_interface_is_a_row()
    {
        var mac = _lab.Inside.Docker("inspect", "--format", "{{.NetworkSettings.MacAddress}}", "web");
        var link = _lab.Inside.Docker("exec", "web", "ip", "-o", "link", "show", "eth0").Split(' ')[1].TrimEnd(':');

        Assert.Matches($@"^web +\d+ {link} +UP +1500 {mac} 172\.17\.0\.2/16$", Print("Get-ContainerInterface web -Name eth0").Last());
    }

    [Fact]
    public void The_engine_is_a_row() => Assert.Matches(
        $@"^{_lab.Lab.Names.DockerHost} +Docker +\d+\.\d+\S* +1\.\d+ +Environment +False +True *$", Print("Get-ContainerEngine").Last());

    [Theory]
    [InlineData("(Get-Container web).PublishedPorts", "127.0.0.1       53            53 udp")]
    [InlineData("(Get-Container web).Networks", "bridge  172.17.0.2/16 172.17.0.1")]
    public void The_records_within_have_views_of_their_own(string script, string row) =>
        Assert.Contains(Print(script), line => line.StartsWith(row, StringComparison.Ordinal));

    [Fact]
    public void An_error_says_what_is_wrong_in_one_line() => Assert.Contains(
        Print("Get-Container nosuch -ErrorVariable e -ErrorAction SilentlyContinue; \"$($e[0])\""), static line => line.Contains("nosuch", StringComparison.Ordinal));

    [Theory]
    [InlineData("Get-Container")]
    [InlineData("Get-ContainerInterface web")]
    [InlineData("Get-ContainerEngine")]
    public void A_table_fits_into_80_columns(string script) =>
        Assert.All(Print(script, columns: 80), static line => Assert.InRange(line.Length, 0, 80));

    public void Dispose() => _lab.RemoveAllContainers();

    private string[] Print(string script, int columns = 120)
    {
        var host = RepositoryRoot.Combine("artifacts", "bin", "ContainerNet.Host", "release", "pshost");
        var module = RepositoryRoot.Combine("ContainerNet.psd1");
        var text = _lab.Inside.Run("env", $"COLUMNS={columns}", host, "-Command", $"Import-Module '{module}'; {script}");
        return [.. text.Split('\n').Select(static line => line.TrimEnd()).Where(static line => line.Length > 0)];
    }
}
