using ContainerNet.Linux;
using ContainerNet.Services;
using ContainerNet.Services.NetworkService;
using Xunit;

namespace ContainerNet.Unit.NetworkService;

public sealed class ServiceUnitTests : IDisposable
{
    private const string Module = "/usr/local/share/powershell/Modules/ContainerNet/ContainerNet.psd1";
    private readonly string _folder = Directory.CreateTempSubdirectory("containernet-unit-").FullName;

    private string UnitPath => Path.Combine(_folder, ServiceUnit.Name);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(Module, null)]
    [InlineData("/opt/it's a \"100%\" $HOME\\module/ContainerNet.psd1", "unix:///run/other.sock")]
    public async Task Systemd_finds_no_fault_with_it(string module, string? engine)
    {
        Assert.SkipWhen(ProcessRunner.Find("systemd-analyze") is null, "systemd-analyze is not installed");
        // systemd looks whether what is to be run is there.
        await File.WriteAllTextAsync(UnitPath, ServiceUnit.Print("/usr/bin/env", module, engine), Token);

        var result = await ProcessRunner.TryRunAsync("systemd-analyze", ["verify", "--man=no", UnitPath], Token, limit: TimeSpan.FromSeconds(60));

        // Of other units of the machine it complains too.
        Assert.DoesNotContain(result.StandardError.Split('\n'), static line => line.Contains("containernet", StringComparison.Ordinal));
    }

    [Fact]
    public void A_path_stands_in_it_as_PowerShell_and_systemd_take_it_literally() => Assert.Contains(
        "-Command \"Import-Module '/m/it''s \\\"100%%\\\" $$x\\\\y'; Watch-ContainerNetwork -InformationAction Continue | Out-Null\"",
        ServiceUnit.Print("/usr/bin/pwsh", "/m/it's \"100%\" $x\\y", null), StringComparison.Ordinal);

    [Fact]
    public void A_line_break_in_a_path_begins_no_line_of_the_unit() =>
        Assert.DoesNotContain("\nExecStartPre=", ServiceUnit.Print("/usr/bin/pwsh", "/m/x\nExecStartPre=/bin/false", null), StringComparison.Ordinal);

    [Fact]
    public async Task It_is_written_for_everybody_to_read_and_for_root_to_change_and_goes_again()
    {
        Assert.SkipUnless(Environment.IsPrivilegedProcess, "it takes root");
        var registration = new NetworkServiceRegistration(_folder, isManaged: false);

        var service = await registration.RegisterAsync("/usr/bin/env", "/usr/bin/env", null, Token);

        Assert.Equal((true, false, UnitPath), (service.Registered, service.Started, service.Path));
        Assert.Equal(ServiceUnit.Print("/usr/bin/env", "/usr/bin/env", null), await File.ReadAllTextAsync(UnitPath, Token));
        Assert.Equal("644 0", (await ProcessRunner.RunAsync("stat", ["--format=%a %u", UnitPath], Token)).StandardOutput.Trim());
        Assert.Single(Directory.GetFileSystemEntries(_folder));

        Assert.False((await registration.UnregisterAsync(Token)).Registered);
        Assert.Empty(Directory.GetFileSystemEntries(_folder));
        Assert.False((await registration.UnregisterAsync(Token)).Registered);
    }

    [Fact]
    public async Task One_of_others_is_neither_replaced_nor_removed()
    {
        Assert.SkipUnless(Environment.IsPrivilegedProcess, "it takes root");
        await File.WriteAllTextAsync(UnitPath, "[Service]\nExecStart=/bin/true\n", Token);
        var registration = new NetworkServiceRegistration(_folder, isManaged: false);

        Assert.Equal(ErrorId.ServiceExists, (await Assert.ThrowsAsync<ContainerNetException>(() => registration.RegisterAsync("/usr/bin/env", "/usr/bin/env", null, Token))).Id);
        Assert.Equal(ErrorId.ServiceExists, (await Assert.ThrowsAsync<ContainerNetException>(() => registration.UnregisterAsync(Token))).Id);
        Assert.Equal("[Service]\nExecStart=/bin/true\n", await File.ReadAllTextAsync(UnitPath, Token));
    }

    [Fact]
    public async Task What_others_can_change_is_not_run_as_root()
    {
        Assert.SkipUnless(Environment.IsPrivilegedProcess, "it takes root");
        var module = Path.Combine(_folder, "ContainerNet.psd1");
        await File.WriteAllTextAsync(module, "", Token);
        await ServicePrograms.RequireTrustedAsync(module, Token);
        File.SetUnixFileMode(_folder, (UnixFileMode)0b111_111_111);

        Assert.Equal(ErrorId.ServiceUntrusted, (await Assert.ThrowsAsync<ContainerNetException>(() => ServicePrograms.RequireTrustedAsync(module, Token))).Id);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);
}
