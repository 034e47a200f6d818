using ContainerNet.LabKit;
using Xunit;

namespace ContainerNet.Lab.Inspect;

/// <summary>The cmdlets in sessions that lack a right: another process each, because a right that was given up does not come back.</summary>
public sealed class MissingRightTests(LabFixture lab) : IDisposable
{
    private readonly InspectScene _scene = new(lab);

    [Theory]
    [InlineData("-all", "Get-ContainerRoute cn-web", "CAP_SYS_PTRACE")]
    [InlineData("-all", "Get-ContainerSocket cn-web", "CAP_SYS_PTRACE")]
    [InlineData("-all", "Get-ContainerNamespace cn-web", "CAP_SYS_PTRACE")]
    [InlineData("-all", "Get-ContainerPort cn-web", "CAP_SYS_PTRACE")]
    [InlineData("-all", "Get-ContainerInterface cn-web", "CAP_SYS_PTRACE")]
    [InlineData("-net_admin", "Get-ContainerInterface cn-web", "CAP_NET_ADMIN")]
    [InlineData("-sys_admin", "Get-ContainerRoute cn-web", "CAP_SYS_ADMIN")]
    [InlineData("-sys_admin", "Get-ContainerSocket cn-web", "CAP_SYS_ADMIN")]
    [InlineData("-all", "Test-ContainerConnection cn-web 127.0.0.1 80", "CAP_SYS_PTRACE")]
    [InlineData("-sys_admin", "Test-ContainerConnection cn-web 127.0.0.1 80", "CAP_SYS_ADMIN")]
    public void The_error_names_the_right(string capabilities, string script, string right)
    {
        _scene.Run("cn-web", []);
        var output = Session(["setpriv", $"--bounding-set={capabilities}"], $"{script} -ErrorVariable e -ErrorAction SilentlyContinue; $e | ForEach-Object {{ $_.FullyQualifiedErrorId + ' ' + $_ }}");

        Assert.Matches($"^KernelViewDenied,.*{right}", output);
    }

    [Theory]
    [InlineData("-all")]
    [InlineData("-sys_admin")]
    public void What_the_engine_alone_knows_of_a_port_is_told_where_that_will_do(string capabilities)
    {
        _scene.Run("cn-web", ["--publish", "127.0.0.1:18080:80"]);
        var output = Session(["setpriv", $"--bounding-set={capabilities}"], "Get-ContainerPort -AllowPartial | ForEach-Object { \"$_ $($_.Source) $($_.Listening)\" }");

        Assert.Equal("127.0.0.1:18080->80/tcp Engine Unknown", output);
    }

    [Theory]
    [InlineData("--bounding-set=-all")]
    [InlineData("--bounding-set=-net_admin")]
    // Another user, who may only read this clone, wherever it is, and ask the engine. Without the bit access(2) would not heed the capability.
    [InlineData("--securebits=+no_setuid_fixup", "--reuid=65534", "--regid=65534", "--groups=OFSOCKET", "--inh-caps=-all,+dac_read_search", "--ambient-caps=-all,+dac_read_search")]
    public void What_the_engine_alone_knows_of_an_interface_is_told_where_that_will_do(params string[] drop)
    {
        _scene.Run("cn-web", []);
        _scene.Run("cn-guest", ["--network", "container:cn-web"]);
        _scene.Run("cn-closed", ["--network", "none"]);
        var group = lab.Inside.Run("stat", "--format=%g", lab.Lab.Names.Socket);
        var output = Session(
            ["setpriv", .. drop.Select(word => word.Replace("OFSOCKET", group, StringComparison.Ordinal))],
            "Get-ContainerInterface cn-web, cn-guest, cn-closed -AllowPartial -WarningVariable w -WarningAction SilentlyContinue"
            + " | ForEach-Object { \"$($_.ContainerName) $($_.Network) $($_.MacAddress) $($_.Addresses) $($_.Source)\" }; $w.Count");

        var known = _scene.Inspect("cn-web", "{{range .NetworkSettings.Networks}}{{.MacAddress}} {{.IPAddress}}/{{.IPPrefixLen}}{{end}}");
        Assert.Equal([$"cn-web bridge {known} Engine", $"cn-guest bridge {known} Engine", "1"], output.Split('\n'));
    }

    [Fact]
    public void Interfaces_need_no_right_to_enter_a_namespace()
    {
        _scene.Run("cn-web", []);

        Assert.Equal("lo Kernel eth0 Kernel", Session(["setpriv", "--bounding-set=-sys_admin"], "@(Get-ContainerInterface cn-web | ForEach-Object { \"$($_.Name) $($_.Source)\" }) -join ' '"));
    }

    [Fact]
    public void Without_rights_the_engine_s_times_tell_of_a_donor_that_was_restarted()
    {
        _scene.Run("cn-web", []);
        _scene.Run("cn-probe", ["--network", "container:cn-web"]);
        lab.Inside.Docker("restart", "--time", "0", "cn-web");

        Assert.Equal("Restarted", Session(["setpriv", "--bounding-set=-all"], "(Get-Container cn-probe).DonorState"));
    }

    /// <summary>A user namespace may enter the network namespaces it owns, but not go back to one it does not own: nobody may leave.</summary>
    [Fact]
    public void Where_the_way_back_is_closed_nobody_leaves_and_the_session_goes_on()
    {
        const string read = "$type = [ContainerNet.Container].Assembly.GetType('ContainerNet.Services.Namespaces.RouteReader');"
            + "try { $type.GetMethod('Read').Invoke($null, @([int]$env:OTHER)) } catch { $_.Exception.InnerException.Id; $_.Exception.InnerException.Message };"
            + "[System.IO.FileInfo]::new('/proc/self/ns/net').LinkTarget";
        var output = Session(["unshare", "--user", "--map-root-user", "sh", "-c", "unshare --net sleep 60 & OTHER=$!; sleep 1; export OTHER; \"$@\"; kill $OTHER", "sh"], read).Split('\n');

        Assert.Equal("KernelViewDenied", output[0]);
        Assert.Contains("CAP_SYS_ADMIN", output[1], StringComparison.Ordinal);
        Assert.Equal(lab.Inside.Run("readlink", "/proc/self/ns/net"), output[2]);
    }

    public void Dispose() => _scene.Dispose();

    private string Session(string[] prefix, string script) => lab.Inside.Run(
        [.. prefix, RepositoryRoot.Combine("artifacts", "bin", "ContainerNet.Host", "release", "pshost"), "-Command",
            $"Import-Module {RepositoryRoot.Combine("ContainerNet.psd1")}; {script}"]);
}
