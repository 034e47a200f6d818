using Xunit;

namespace ContainerNet.Lab.Lifecycle;

public sealed class CompletionTests(LabFixture lab) : IDisposable
{
    private readonly ContainersByCli _cli = new(lab);

    [Theory]
    [InlineData("Stop-Container w", "web1,web2")]
    [InlineData("Stop-Container WEB2", "web2")]
    [InlineData("Stop-Container 'web1", "'web1'")]
    [InlineData("Stop-Container web1, web", "web1,web2")]
    [InlineData("Get-Container -Label ap", "app")]
    [InlineData("Get-Container -Label app=", "app=front")]
    [InlineData("Get-Container -Mode Clo", "Closed")]
    [InlineData("Get-Container none", "")]
    public void Tab_offers(string line, string expected)
    {
        _cli.Run("web1", options: ["--label", "app=front"]);
        _cli.Run("web2");

        Assert.Equal(expected, string.Join(',', Completions(line)));
    }

    [Theory]
    [InlineData("New-ClosedContainer cn-w", "cn-web:latest")]
    [InlineData("New-BridgedContainer busybox -Network tab", "tab-one,tab-two")]
    [InlineData("New-HostContainer busybox -RestartPolicy un", "unless-stopped")]
    [InlineData("Join-ContainerNetwork busybox -Container we", "web1")]
    [InlineData("New-", "New-BridgedContainer,New-ClosedContainer,New-HostContainer,New-JoinedContainer")]
    [InlineData("Get-ContainerInterface web1 -Name e", "eth0,eth1,eth2")]
    [InlineData("Get-ContainerFirewallRule -All -Table m", "mangle")]
    [InlineData("Get-ContainerFirewallRule -All -Chain docker-iso", "DOCKER-ISOLATION-STAGE-1,DOCKER-ISOLATION-STAGE-2")]
    public void Tab_offers_images_networks_and_donors(string line, string expected)
    {
        _cli.Run("web1");
        lab.Inside.Docker("network", "create", "tab-one");
        lab.Inside.Docker("network", "create", "tab-two");
        try
        {
            Assert.Equal(expected.Split(','), Completions(line).Where(word => line != "New-" || word.EndsWith("Container", StringComparison.Ordinal)).Order());
        }
        finally
        {
            lab.Inside.Docker("network", "rm", "tab-one", "tab-two");
        }
    }

    [Fact]
    public void Tab_completes_an_ids_start()
    {
        var id = _cli.Run("web1");

        Assert.Equal([id], Completions($"Stop-Container {id[..6]}"));
    }

    [Fact]
    public void Without_an_engine_nothing_is_offered_and_nothing_said()
    {
        var result = lab.Session.Invoke("(TabExpansion2 'Get-Container -Engine unix:///run/absent.sock w' 47).CompletionMatches");

        Assert.Empty(result.OrThrow());
    }

    public void Dispose() => lab.RemoveAllContainers();

    private string[] Completions(string line) =>
        [.. lab.Session.Invoke("param($line) (TabExpansion2 $line $line.Length).CompletionMatches | ForEach-Object CompletionText", line).OrThrow().Select(static one => one.ToString())];
}
