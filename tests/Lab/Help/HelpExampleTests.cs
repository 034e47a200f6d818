using ContainerNet.LabKit;
using Xunit;

namespace ContainerNet.Lab.Help;

/// <summary>The examples of the help run as they stand, in a session of their own.</summary>
public sealed class HelpExampleTests(LabFixture lab, HelpScene scene) : IClassFixture<HelpScene>, IDisposable
{
    private static readonly TimeSpan s_watched = TimeSpan.FromSeconds(2);

    private static readonly Dictionary<string, string> s_expected = new()
    {
        ["(Get-Container web).Networks.IPAddress"] = "172.17.0.2",
        ["New-ClosedContainer busybox -AutoRemove -Wait -Command echo, '0755'"] = "0755",
        ["New-ClosedContainer busybox -AutoRemove -Wait -Volume \"${PWD}:/backup:ro\" -- tar -tf /backup/site.tar"] = "index.html",
        ["Join-ContainerNetwork busybox -Container web -AutoRemove -Wait -- wget -qO- http://127.0.0.1/"] = "served by cn-web",
        ["$job = New-ClosedContainer busybox -- sh -c 'sleep 1; exit 3'\n($job | Wait-Container -PassThru).ExitCode"] = "3",
        ["Wait-Container web -TimeoutSec 1 -ErrorAction SilentlyContinue -ErrorVariable late\n$late.FullyQualifiedErrorId"] =
            "WaitTimedOut,ContainerNet.Cmdlets.Lifecycle.WaitContainerCommand",
    };

    private bool _registers;
    private bool _publishes;

    public static TheoryData<string> Examples => [.. HelpExamples.OfCoreCommands().Select(static example => example.Code).Distinct()];

    [Theory]
    [MemberData(nameof(Examples))]
    public async Task It_runs(string code)
    {
        if (!code.Contains("-Name web", StringComparison.Ordinal)) MakeWeb();
        if (code.Contains("host1.json", StringComparison.Ordinal))
            lab.Session.Invoke("param($path) Export-ContainerNetworkSnapshot $path -Force", Path.Combine(scene.Folder, "host1.json")).OrThrow();
        if (code.Contains("-From job", StringComparison.Ordinal) || code.Contains("Connection job", StringComparison.Ordinal)) lab.Inside.Docker("run", "--detach", "--name", "job", LabImages.Busybox, "sleep", "600");
        if (code.Contains("ContainerPort probe", StringComparison.Ordinal)) lab.Session.Invoke("Join-ContainerNetwork busybox -Container web -Name probe -- sleep 600").OrThrow();
        _publishes = code.Contains("ContainerPort ", StringComparison.Ordinal);
        if (code.StartsWith("Unpublish-", StringComparison.Ordinal) || code.StartsWith("Set-", StringComparison.Ordinal)) lab.Session.Invoke("Publish-ContainerPort web 8080:80").OrThrow();
        if (code.Contains("Unregister-ContainerRuntime", StringComparison.Ordinal)) lab.Session.Invoke("Register-ContainerRuntime -Confirm:$false").OrThrow();
        _registers = code.Contains("ContainerRuntime", StringComparison.Ordinal);
        using var session = new PowerShellSession();
        // There is nobody to be asked.
        session.Invoke("$global:ConfirmPreference = 'None'").OrThrow();
        // The machine's own systemd is none of a test's business.
        if (code.Contains("ContainerNetworkService", StringComparison.Ordinal)) session.Invoke("$global:WhatIfPreference = $true").OrThrow();
        session.Invoke("param($path) [void] $ExecutionContext.SessionState.Path.SetLocation($path)", scene.Folder).OrThrow();

        // What watches ends only when it is stopped.
        using var stop = new CancellationTokenSource(code.StartsWith("Watch-", StringComparison.Ordinal) ? s_watched : Timeout.InfiniteTimeSpan);
        var result = await session.InvokeAsync(code.Replace("unix:///var/run/docker.sock", lab.Lab.Names.DockerHost, StringComparison.Ordinal), stop.Token);
        var output = result.OrThrow();

        Assert.Equal(stop.IsCancellationRequested, result.Stopped);

        if (s_expected.TryGetValue(code, out var expected)) Assert.Equal(expected, string.Join('\n', output.Select(static one => one?.ToString())));
    }

    [Fact]
    public void Every_output_that_is_expected_is_that_of_an_example() =>
        Assert.Empty(s_expected.Keys.Except(HelpExamples.OfCoreCommands().Select(static example => example.Code)));

    [Fact]
    public void Every_cmdlet_has_an_example_here() => Assert.Empty(
        lab.Session.Invoke("(Get-Module ContainerNet).ExportedCmdlets.Keys").OrThrow().Select(static name => name.ToString())
            .Except(HelpExamples.OfCoreCommands().Select(static example => example.Cmdlet)));

    private void MakeWeb() =>
        lab.Inside.Docker("run", "--detach", "--name", "web", "--ipc", "shareable", "--label", "containernet=1", LabImages.Web);

    public void Dispose()
    {
        if (_publishes) lab.Session.Invoke("Get-ContainerPort | Unpublish-ContainerPort -ErrorAction Ignore");
        lab.RemoveAllContainers();
        if (_registers) lab.Session.Invoke("Unregister-ContainerRuntime -Confirm:$false -ErrorAction Ignore");
    }
}
