using System.Diagnostics;
using ContainerNet.LabKit;
using Xunit;

namespace ContainerNet.Lab.Lifecycle;

/// <summary>Start-, Stop-, Restart-, Wait- and Remove-Container, seen by the docker CLI.</summary>
public sealed class ContainerActionTests(LabFixture lab) : IDisposable
{
    private readonly ContainersByCli _cli = new(lab);

    [Fact]
    public void Start_starts()
    {
        _cli.Create("web", ours: true, "sleep", "100");

        lab.Session.Invoke("Start-Container web").OrThrow();

        Assert.Equal("running", _cli.StateOf("web"));
    }

    [Fact]
    public void Start_leaves_one_that_runs_as_it_is()
    {
        _cli.Run("web");
        const string Run = "{{.State.Pid}} {{.State.StartedAt}}";
        var before = _cli.Inspect("web", Run);

        Assert.Equal("Running", lab.Session.Invoke("Start-Container web -PassThru").OrThrow().Single().Properties["State"].Value);

        Assert.Equal(before, _cli.Inspect("web", Run));
    }

    [Fact]
    public void Restart_gives_a_new_process()
    {
        _cli.Run("web");
        var before = _cli.Inspect("web", "{{.State.Pid}}");

        lab.Session.Invoke("Restart-Container web -TimeoutSec 0").OrThrow();

        Assert.NotEqual(before, _cli.Inspect("web", "{{.State.Pid}}"));
    }

    [Fact]
    public void Stop_heeds_the_time_it_is_given()
    {
        _cli.Run("deaf");
        var watch = Stopwatch.StartNew();

        lab.Session.Invoke("Stop-Container deaf -TimeoutSec 1").OrThrow();

        Assert.InRange(watch.Elapsed.TotalSeconds, 1, 6);
    }

    [Fact]
    public void Many_are_stopped_at_once_and_come_out_in_order()
    {
        string[] names = [.. Enumerable.Range(1, 5).Select(static i => $"deaf{i}")];
        foreach (var name in names) _cli.Run(name);
        var watch = Stopwatch.StartNew();

        var stopped = lab.Session.Invoke("Get-Container deaf* | Stop-Container -TimeoutSec 2 -PassThru").OrThrow();

        Assert.Equal(names.Select(static name => $"{name} Exited"), stopped.Select(static one => $"{one} {one.Properties["State"].Value}"));
        Assert.InRange(watch.Elapsed.TotalSeconds, 2, 9);
    }

    [Fact]
    public void Wait_ends_with_the_container_and_tells_its_exit_code()
    {
        lab.Inside.Docker("run", "--detach", "--name", "job", LabImages.Busybox, "sh", "-c", "sleep 1; exit 7");

        Assert.Equal(7, lab.Session.Invoke("Wait-Container job -PassThru").Property("ExitCode"));
    }

    [Fact]
    public void Wait_gives_up_after_the_time_it_was_given()
    {
        _cli.Run("web");

        Assert.Equal(["WaitTimedOut"], lab.Session.Invoke("Wait-Container web -TimeoutSec 1").ErrorIds);
    }

    [Fact]
    public void Waiting_no_time_for_one_that_has_ended_is_no_error()
    {
        lab.Inside.Docker("run", "--name", "job", LabImages.Busybox, "true");

        Assert.Empty(lab.Session.Invoke("Wait-Container job -TimeoutSec 0").ErrorIds);
    }

    [Fact]
    public async Task Waiting_is_stopped_by_Ctrl_C_and_the_container_goes_on()
    {
        _cli.Run("web");
        using var session = new PowerShellSession();
        using var stop = new CancellationTokenSource(TimeSpan.FromSeconds(1));
        var watch = Stopwatch.StartNew();

        var result = await session.InvokeAsync("Wait-Container web", stop.Token);

        Assert.True(result.Stopped);
        Assert.InRange(watch.Elapsed.TotalSeconds, 0.9, 3);
        Assert.Equal("running", _cli.StateOf("web"));
    }

    [Fact]
    public void Remove_refuses_a_running_container()
    {
        _cli.Run("web");

        Assert.Equal(["ContainerRunning"], lab.Session.Invoke("Remove-Container web").ErrorIds);
        Assert.Equal("running", _cli.StateOf("web"));
    }

    [Theory]
    [InlineData("Remove-Container web -Force")]
    [InlineData("Stop-Container web -TimeoutSec 0; Remove-Container web")]
    public void Remove_removes(string script)
    {
        _cli.Run("web");

        lab.Session.Invoke(script).OrThrow();

        Assert.Equal("", _cli.StateOf("web"));
    }

    [Theory]
    [InlineData("", true)]
    [InlineData("-RemoveVolume", false)]
    public void The_anonymous_volumes_go_only_when_asked_for(string option, bool stays)
    {
        _cli.Run("web", options: "--volume=/data");
        var volume = _cli.Inspect("web", "{{(index .Mounts 0).Name}}");

        lab.Session.Invoke($"Remove-Container web -Force {option}").OrThrow();

        Assert.Equal(stays, lab.Inside.Try("docker", "volume", "rm", volume).ExitCode == 0);
    }

    [Theory]
    [InlineData("Start-Container")]
    [InlineData("Stop-Container")]
    [InlineData("Restart-Container")]
    [InlineData("Wait-Container")]
    [InlineData("Remove-Container")]
    public void A_name_that_is_not_there_is_an_error_with_the_name_as_target_and_a_wildcard_is_not(string cmdlet)
    {
        var result = lab.Session.Invoke($"{cmdlet} absent; {cmdlet} absent*");

        Assert.Equal(("ContainerNotFound", "absent"), (result.ErrorIds.Single(), result.Errors[0].TargetObject));
    }

    [Fact]
    public void One_that_is_gone_meanwhile_is_told_by_its_name()
    {
        _cli.Run("web");

        var result = lab.Session.Invoke("$web = Get-Container web; Remove-Container $web -Force; $web | Stop-Container");

        Assert.Equal(("ContainerNotFound", "web"), (result.ErrorIds.Single(), result.Errors[0].TargetObject));
    }

    [Theory]
    [InlineData("Start-Container web")]
    [InlineData("Stop-Container other -TimeoutSec 0")]
    [InlineData("Restart-Container other -TimeoutSec 0")]
    [InlineData("Wait-Container web")]
    public void Nothing_comes_out_without_PassThru(string script)
    {
        _cli.Create("web", ours: true, "true");
        _cli.Run("other");

        Assert.Empty(lab.Session.Invoke(script).OrThrow());
    }

    [Theory]
    [InlineData("Stop-Container web -WhatIf")]
    [InlineData("Restart-Container web -WhatIf")]
    [InlineData("Remove-Container web -Force -WhatIf")]
    [InlineData("Start-Container made -WhatIf")]
    public void Under_WhatIf_nothing_changes(string script)
    {
        _cli.Run("web");
        _cli.Create("made", ours: true, "sleep", "100");
        const string Format = "{{.Name}} {{.State.Status}} {{.State.Pid}} {{.State.StartedAt}}";
        var before = lab.Inside.Docker("inspect", "--format", Format, "web", "made");

        lab.Session.Invoke(script).OrThrow();

        Assert.Equal(before, lab.Inside.Docker("inspect", "--format", Format, "web", "made"));
    }

    public void Dispose() => lab.RemoveAllContainers();
}
