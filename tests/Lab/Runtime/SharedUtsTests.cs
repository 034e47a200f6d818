using System.Globalization;
using ContainerNet.Lab.Modes;
using ContainerNet.LabKit;
using Xunit;

namespace ContainerNet.Lab.Runtime;

/// <summary>Joined containers that share UTS, with either of the runtimes that do the work.</summary>
public sealed class SharedUtsTests : IDisposable
{
    private static readonly string[] s_types = ["net", "ipc", "uts", "pid", "mnt"];
    private readonly LabFixture _lab;
    private readonly RuntimeScene _scene;
    private bool _withoutUnified;

    public SharedUtsTests(LabFixture lab)
    {
        _lab = lab;
        _scene = new RuntimeScene(lab);
    }

    [Theory]
    [InlineData("runc")]
    [InlineData("crun")]
    public void Net_ipc_and_uts_are_the_donor_s_and_pid_and_mnt_are_not(string runtime)
    {
        Prepare(runtime);

        var joined = Join();

        Assert.Equal(["net", "ipc", "uts"], _scene.SharedOf("joined", "donor", s_types));
        Assert.Equal("Net Ipc Uts", joined.Replace(" User", "", StringComparison.Ordinal));
        Assert.EndsWith(runtime, new FileInfo(RuntimeScene.Wrapped).LinkTarget, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("runc")]
    [InlineData("crun")]
    public void A_host_name_that_is_changed_in_the_donor_is_seen_in_the_joined_one(string runtime)
    {
        Prepare(runtime);
        Join();

        SetHostname("donor", "renamed");

        Assert.Equal("renamed", _lab.Inside.Docker("exec", "joined", "hostname"));
    }

    [Theory]
    [InlineData("runc")]
    [InlineData("crun")]
    public void Exec_restart_stop_start_pause_and_removal_work(string runtime)
    {
        Prepare(runtime);
        Join();
        SetHostname("donor", "renamed");

        _lab.Inside.Docker("restart", "--time", "0", "joined");
        Assert.Equal("renamed", _lab.Inside.Docker("exec", "joined", "hostname"));
        _lab.Session.Invoke("Stop-Container joined -TimeoutSec 0; Start-Container joined").OrThrow();
        Assert.Contains("uts", _scene.SharedOf("joined", "donor", s_types));
        _lab.Inside.Docker("pause", "joined");
        _lab.Inside.Docker("unpause", "joined");
        _lab.Inside.Docker("rm", "--force", "joined");
        Assert.Equal("renamed", _lab.Inside.Docker("exec", "donor", "hostname"));
    }

    [Fact]
    public void The_process_in_the_container_is_given_the_signals_limits_and_descriptors_it_has_without_our_runtime()
    {
        Prepare("runc");
        string Ask(string runtime) => _lab.Inside.Docker("run", "--rm", "--runtime", runtime, "busybox", "sh", "-c",
            "grep -E 'SigBlk|SigIgn|SigCgt|NoNewPrivs|Seccomp:|CapEff' /proc/self/status; ulimit -a; ls /proc/self/fd; umask");

        Assert.Equal(Ask("runc"), Ask("containernet"));
    }

    [Fact]
    public void With_crun_too_no_signal_is_ignored_that_was_not()
    {
        Prepare("crun");

        Assert.Equal("SigIgn:\t0000000000000000", _lab.Inside.Docker("run", "--rm", "--runtime", "containernet", "busybox", "grep", "SigIgn", "/proc/self/status"));
    }

    [Fact]
    public async Task It_outlives_a_restart_of_the_engine()
    {
        Prepare("runc");
        Join();
        await _lab.Lab.Engine.RestartAsync();

        Assert.Contains(RuntimeScene.Executable, _scene.Runtimes, StringComparison.Ordinal);
        _lab.Session.Invoke("Start-Container donor, joined").OrThrow();

        Assert.Equal(["net", "ipc", "uts"], _scene.SharedOf("joined", "donor", s_types));
    }

    [Fact]
    public async Task With_live_restore_a_container_goes_on_and_exec_into_it_works()
    {
        Prepare("runc");
        Join();
        try
        {
            await _lab.Lab.Engine.RestartAsync(["--live-restore"]);
            Join();
            var before = Kernel.ProcessId(_lab, "joined");
            await _lab.Lab.Engine.RestartAsync();

            Assert.Equal(before, Kernel.ProcessId(_lab, "joined"));
            Assert.Equal(_lab.Inside.Docker("exec", "donor", "hostname"), _lab.Inside.Docker("exec", "joined", "hostname"));
        }
        finally
        {
            _lab.RemoveAllContainers();
            await _lab.Lab.Engine.RestartAsync([]);
        }
    }

    [Fact]
    public void Only_a_wish_for_other_namespaces_leaves_it_out()
    {
        Prepare("runc");

        _lab.Session.Invoke("Join-ContainerNetwork busybox -Container donor -Name joined -Share Net, Ipc -- sleep 600").OrThrow();

        Assert.Equal(["net", "ipc"], _scene.SharedOf("joined", "donor", s_types));
        Assert.Equal("runc", _lab.Inside.Docker("inspect", "--format", "{{.HostConfig.Runtime}}", "joined"));
    }

    [Fact]
    public void A_donor_with_a_domain_name_keeps_it()
    {
        Prepare("runc");
        _lab.Inside.Docker("run", "--detach", "--name", "named", "--domainname", "corp.example", "busybox", "sleep", "600");

        _lab.Session.Invoke("Join-ContainerNetwork busybox -Container named -Name joined -- sleep 600").OrThrow();

        Assert.Equal("corp.example", _lab.Inside.Docker("exec", "joined", "cat", "/proc/sys/kernel/domainname"));
    }

    public void Dispose()
    {
        _scene.Reset();
        if (_withoutUnified) _lab.Inside.Try("mount", "--no-mtab", "-t", "cgroup2", "cgroup2", "/sys/fs/cgroup/unified").OrThrow();
    }

    private void Prepare(string runtime)
    {
        Assert.SkipUnless(_lab.Inside.Try("which", runtime).Succeeded, $"{runtime} is not installed (apt-get install {runtime}).");

        // crun refuses hybrid cgroups whose version 2 has a controller: in the engine's own mounts there is only version 1 then.
        if (runtime == "crun" && File.Exists("/sys/fs/cgroup/unified/cgroup.controllers"))
        {
            _lab.Inside.Try("umount", "/sys/fs/cgroup/unified").OrThrow();
            _withoutUnified = true;
        }

        _scene.Register($"-OciRuntime {runtime}");
        _lab.Session.Invoke($"New-BridgedContainer busybox -Name donor -- sh -c '{LabFixture.Heeding}'").OrThrow();
    }

    private string Join() => string.Join(' ', _lab.Session.Invoke(
        $"if (Get-Container joined*) {{ Remove-Container joined -Force }}; if (-not (Get-Container donor -Running)) {{ Start-Container donor }}; (Join-ContainerNetwork busybox -Container donor -Name joined -- sh -c '{LabFixture.Heeding}').SharedNamespaces").OrThrow());

    private void SetHostname(string container, string name) =>
        Tool.RunAsync(["nsenter", $"--uts=/proc/{Kernel.ProcessId(_lab, container).ToString(CultureInfo.InvariantCulture)}/ns/uts", "--", "hostname", name])
            .GetAwaiter().GetResult().OrThrow();
}
