using ContainerNet.Lab.Faults;
using ContainerNet.LabKit;
using Xunit;

namespace ContainerNet.Lab;

/// <summary>Under -WhatIf every cmdlet that changes something asks the engine, and tells it nothing.</summary>
public sealed class WhatIfTests(LabFixture lab) : IDisposable
{
    private static readonly Dictionary<string, string> s_calls = new()
    {
        ["New-ClosedContainer"] = "New-ClosedContainer busybox -AutoRemove -Wait -Engine $engine -WhatIf -- true",
        ["New-BridgedContainer"] = "New-BridgedContainer absent:1 -Pull Always -Publish 8080:80 -Engine $engine -WhatIf -- httpd -f",
        ["New-HostContainer"] = "New-HostContainer busybox -Engine $engine -WhatIf -- sleep 60",
        ["Join-ContainerNetwork"] = "Join-ContainerNetwork busybox -Container web -Engine $engine -WhatIf -- sleep 60",
        ["Start-Container"] = "Start-Container made -PassThru -Engine $engine -WhatIf",
        ["Stop-Container"] = "Stop-Container w*, web -TimeoutSec 0 -Engine $engine -WhatIf",
        ["Restart-Container"] = "Get-Container -Engine $engine web | Restart-Container -TimeoutSec 0 -Engine $engine -WhatIf",
        ["Publish-ContainerPort"] = "Publish-ContainerPort web 9091:80 -AllowFrom 10.0.0.0/8 -PassThru -Engine $engine -WhatIf",
        ["Unpublish-ContainerPort"] = "Unpublish-ContainerPort web -All -Engine $engine -WhatIf",
        ["Set-ContainerPort"] = "Set-ContainerPort web 9090 -AllowFrom 10.0.0.0/8 -Engine $engine -WhatIf",
        ["Repair-ContainerNetwork"] = "Repair-ContainerNetwork -RestartJoined -Engine $engine -WhatIf",
        ["Watch-ContainerNetwork"] = "Watch-ContainerNetwork -Engine $engine -WhatIf",
        ["Remove-Container"] = "Remove-Container * -Force -RemoveVolume -Engine $engine -WhatIf",
        ["Export-ContainerNetworkMap"] = "Export-ContainerNetworkMap ./host.svg -Engine $engine -WhatIf",
        ["Export-ContainerNetworkSnapshot"] = "Export-ContainerNetworkSnapshot ./snapshot.json -Engine $engine -WhatIf",
    };

    /// <summary>
    /// They write to the engine's host, not by its API: <see cref="Runtime.RegistrationTests"/>, and Repair.Tests.ps1 of the Pester suite. Trace-ContainerPacket
    /// gives its prediction all the same: <see cref="Tracing.LiveTraceTests"/>.
    /// </summary>
    private static readonly string[] s_elsewhere =
    [
        "Register-ContainerRuntime", "Unregister-ContainerRuntime", "Register-ContainerNetworkService", "Unregister-ContainerNetworkService",
        "Trace-ContainerPacket",
    ];

    public static TheoryData<string> Cmdlets => [.. s_calls.Keys];

    [Fact]
    public void Every_cmdlet_with_WhatIf_is_tested_here() => Assert.Equal(
        lab.Session.Invoke("(Get-Module ContainerNet).ExportedCmdlets.Values | ForEach-Object { if ($_.Parameters.ContainsKey('WhatIf')) { $_.Name } }")
            .OrThrow().Select(static name => name.ToString()).Order(),
        s_calls.Keys.Concat(s_elsewhere).Order());

    [Theory]
    [MemberData(nameof(Cmdlets))]
    public async Task Nothing_is_written(string cmdlet)
    {
        lab.Session.Invoke("New-BridgedContainer busybox -Name web -Publish 9090:80 -- sleep 600").OrThrow();
        lab.Inside.Docker("create", "--name", "made", "--label", "containernet=1", LabImages.Busybox, "sleep", "600");
        await using var proxy = new EngineProxy(lab.Lab.Names.Socket);
        var before = (Containers(), Rules());

        var output = lab.Session.Invoke($"param($engine) {s_calls[cmdlet]}", proxy.Uri);

        Assert.Empty(output.OrThrow());
        Assert.NotEmpty(proxy.Requests);
        Assert.All(proxy.Requests, static request => Assert.Matches("^(GET|HEAD) ", request));
        Assert.Equal(before, (Containers(), Rules()));
    }

    public void Dispose() => lab.RemoveAllContainers();

    private string Containers() =>
        lab.Inside.Docker("ps", "--all", "--quiet", "--no-trunc")
        + lab.Inside.Docker("inspect", "--format", "{{.State.Status}} {{.State.Pid}} {{.State.StartedAt}}", "web", "made");

    private string Rules() =>
        string.Join('\n', lab.Inside.IptablesSave().Split('\n').Where(static line => line.StartsWith('-')));
}
