using Xunit;

namespace ContainerNet.Lab.Modes;

/// <summary>Under -WhatIf nothing is done: the engine tells of no event, and the firewall stays.</summary>
public sealed class WhatIfTests(LabFixture lab) : IDisposable
{
    [Theory]
    [InlineData("New-ClosedContainer busybox -Name made -Pull Always")]
    [InlineData("New-BridgedContainer busybox -Name made -Publish 8080:80 -Wait -AutoRemove")]
    [InlineData("Join-ContainerNetwork busybox -Container web -Name made")]
    [InlineData("New-HostContainer busybox -Name made")]
    [InlineData("Start-Container off")]
    [InlineData("Stop-Container web")]
    [InlineData("Restart-Container web")]
    [InlineData("Remove-Container web -Force")]
    public void The_engine_has_nothing_to_tell_and_the_firewall_is_left_alone(string cmdlet)
    {
        lab.Inside.Docker("run", "--detach", "--name", "web", "--label", "containernet=1", "busybox", "sleep", "100");
        lab.Inside.Docker("create", "--name", "off", "--label", "containernet=1", "busybox");
        var rules = Rules();
        var since = Now();

        lab.Session.Invoke($"{cmdlet} -WhatIf").OrThrow();

        Assert.Empty(lab.Inside.Docker("events", "--since", since, "--until", Now()));
        Assert.Equal(rules, Rules());
    }

    public void Dispose() => lab.RemoveAllContainers();

    private static string Now() => $"{DateTimeOffset.UtcNow.ToUnixTimeMilliseconds() / 1000m}";

    private string[] Rules() => [.. lab.Inside.IptablesSave().Split('\n').Where(line => line.StartsWith("-A", StringComparison.Ordinal))];
}
