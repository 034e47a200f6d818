using Xunit;

namespace ContainerNet.Lab.Runtime;

/// <summary>What the OCI runtime refuses, in the engine's own message.</summary>
public sealed class RefusalTests : IDisposable
{
    private readonly LabFixture _lab;
    private readonly RuntimeScene _scene;

    public RefusalTests(LabFixture lab)
    {
        _lab = lab;
        _scene = new RuntimeScene(lab);
        _scene.Register();
    }

    [Fact]
    public void A_donor_on_the_host_s_UTS_is_refused_by_the_runtime_itself()
    {
        _lab.Inside.Docker("run", "--detach", "--name", "donor", "--uts", "host", "busybox", "sleep", "600");

        var refused = _lab.Inside.Try("docker", "run", "--runtime", "containernet", "--network", "container:donor", "busybox", "true");

        Assert.False(refused.Succeeded);
        Assert.Contains("containernet-runtime: the donor is on the host's own UTS namespace", refused.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Such_a_donor_is_joined_without_UTS_and_a_warning_and_refused_where_UTS_was_demanded()
    {
        _lab.Inside.Docker("run", "--detach", "--name", "donor", "--uts", "host", "--ipc", "shareable", "busybox", "sleep", "600");

        Assert.Equal(["DonorUtsHost"], _lab.Session.Invoke("Join-ContainerNetwork busybox -Container donor -Name demanded -Share Uts -- sleep 600").ErrorIds);
        var joined = _lab.Session.Invoke("Join-ContainerNetwork busybox -Container donor -Name joined -- sleep 600");

        Assert.Single(joined.Warnings, warning => warning.Contains("--uts=host", StringComparison.Ordinal));
        Assert.Equal(["net", "ipc"], _scene.SharedOf("joined", "donor", "net", "ipc", "uts", "pid", "mnt"));
        Assert.DoesNotContain("demanded", _lab.Inside.Docker("ps", "--all", "--format", "{{.Names}}"), StringComparison.Ordinal);
    }

    [Fact]
    public void A_container_that_asks_for_the_host_s_UTS_itself_is_refused()
    {
        _lab.Inside.Docker("run", "--detach", "--name", "donor", "busybox", "sleep", "600");

        var refused = _lab.Inside.Try("docker", "run", "--runtime", "containernet", "--network", "container:donor", "--uts", "host", "busybox", "true");

        Assert.Contains("asks for the host's (--uts=host)", refused.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Without_the_wrapped_runtime_the_engine_tells_which_is_missing()
    {
        var link = RuntimeScene.Wrapped;
        File.Delete(link);
        File.CreateSymbolicLink(link, "/nowhere/runc");

        var refused = _lab.Session.Invoke("New-ClosedContainer busybox -HostConfig @{ Runtime = 'containernet' } -- true");

        Assert.Equal(["RuntimeRefused"], refused.ErrorIds);
        Assert.Contains("containernet-runtime: the runtime /nowhere/runc cannot be started: No such file or directory", refused.Errors[0].ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_donor_that_died_between_create_and_start_is_told_by_the_engine()
    {
        _lab.Inside.Docker("run", "--detach", "--name", "donor", "busybox", "sleep", "600");
        _lab.Inside.Docker("create", "--name", "joined", "--runtime", "containernet", "--network", "container:donor", "busybox", "true");
        _lab.Inside.Docker("kill", "donor");

        Assert.Equal(["DonorNotRunning"], _lab.Session.Invoke("Start-Container joined").ErrorIds);
    }

    /// <summary>Where the engine still believes in a donor that is gone, only the runtime can notice: it is called as the engine calls it.</summary>
    [Theory]
    [InlineData("dead", "has ended: its process")]
    [InlineData("reused", "was given to another")]
    [InlineData("nojson", "no JSON")]
    [InlineData("nofile", "there is no")]
    public void A_broken_bundle_or_a_donor_that_is_gone_is_told_in_the_engine_s_log(string how, string told)
    {
        // A number no process has; or this very one, which is alive and no donor's.
        var process = how == "dead" ? int.MaxValue : Environment.ProcessId;
        var (bundle, log) = (Path.Combine(_lab.Lab.Names.RunFolder, "bundle"), Path.Combine(_lab.Lab.Names.RunFolder, "log.json"));
        Directory.CreateDirectory(bundle);
        var id = new string('a', 64);
        if (how != "nofile")
            File.WriteAllText(Path.Combine(bundle, "config.json"), how == "nojson" ? "{ not json" : $$"""
                { "hostname": "h", "mounts": [ { "destination": "/etc/hostname", "source": "/c/{{id}}/hostname" } ],
                  "linux": { "namespaces": [ { "type": "network", "path": "/proc/{{process}}/ns/net" }, { "type": "uts" } ] } }
                """);

        var refused = _lab.Inside.Try(RuntimeScene.Executable, "--log", log, "--log-format", "json", "create", "--bundle", bundle, "some");

        Assert.Equal(1, refused.ExitCode);
        var line = _lab.Inside.Run("jq", "-r", "select(.level == \"error\") | .msg", log);
        Assert.StartsWith("containernet-runtime: ", line, StringComparison.Ordinal);
        Assert.Contains(told, line, StringComparison.Ordinal);
        Assert.Equal(how == "nofile" ? [] : ["config.json"], Directory.GetFiles(bundle).Select(Path.GetFileName));
    }

    [Fact]
    public void With_the_runtime_gone_uts_that_is_demanded_names_the_cmdlet_to_run()
    {
        _lab.Session.Invoke("Unregister-ContainerRuntime -Confirm:$false; New-BridgedContainer busybox -Name donor -- sleep 600").OrThrow();

        var refused = _lab.Session.Invoke("Join-ContainerNetwork busybox -Container donor -Share Uts -- sleep 600");
        var copied = _lab.Session.Invoke("Join-ContainerNetwork busybox -Container donor -Name joined -Verbose -- sleep 600");

        Assert.Equal(["ShareUtsNotSupported"], refused.ErrorIds);
        Assert.Contains("Register-ContainerRuntime", refused.Errors[0].ErrorDetails.RecommendedAction, StringComparison.Ordinal);
        Assert.Contains(copied.Verbose, text => text.Contains("Register-ContainerRuntime", StringComparison.Ordinal));
        Assert.Equal(_lab.Inside.Docker("exec", "donor", "hostname"), _lab.Inside.Docker("exec", "joined", "hostname"));
        Assert.NotEqual(_scene.Namespace("donor", "uts"), _scene.Namespace("joined", "uts"));
    }

    public void Dispose()
    {
        var bundle = Path.Combine(_lab.Lab.Names.RunFolder, "bundle");
        if (Directory.Exists(bundle)) Directory.Delete(bundle, recursive: true);
        File.Delete(Path.Combine(_lab.Lab.Names.RunFolder, "log.json"));
        _scene.Reset();
    }
}
