using Xunit;

namespace ContainerNet.Lab.Modes;

/// <summary>An engine that keeps its hands off iptables, on a host where none of its chains was left.</summary>
public sealed class EngineWithoutFirewallTests(EngineWithoutFirewallTests.Engine engine, LabFixture lab) : IClassFixture<EngineWithoutFirewallTests.Engine>, IDisposable
{
    [Fact]
    public void A_bridged_container_is_refused_and_removed()
    {
        var result = lab.Session.Invoke("New-BridgedContainer busybox -- sleep 60");

        Assert.Equal(["EngineWithoutFirewall"], result.ErrorIds);
        Assert.NotEmpty(result.Errors[0].ErrorDetails.RecommendedAction);
        Assert.Empty(lab.Inside.Docker("ps", "--all", "--quiet"));
        Assert.Empty(engine.Rules());
    }

    [Fact]
    public void Without_the_guard_it_is_made()
    {
        Assert.Equal("Off", lab.Session.Invoke("New-BridgedContainer busybox -NoGuard -- sleep 60").Property("Guard"));
        Assert.Empty(engine.Rules());
    }

    [Theory]
    [InlineData("New-ClosedContainer busybox -- sleep 60")]
    [InlineData("New-HostContainer busybox -- sleep 60")]
    public void Modes_that_need_no_firewall_are_not_concerned(string script) => Assert.Equal("Running", lab.Session.Invoke(script).Property("State"));

    public void Dispose() => lab.RemoveAllContainers();

    /// <summary>The lab's engine, started so for the tests of this class.</summary>
    public sealed class Engine(LabFixture lab) : IAsyncLifetime
    {
        private static readonly string[] s_tables = ["nat", "filter", "mangle", "raw"];

        public string[] Rules() => [.. lab.Inside.IptablesSave().Split('\n').Where(line => line.StartsWith("-A", StringComparison.Ordinal))];

        public async ValueTask InitializeAsync()
        {
            await lab.Lab.Engine.StopAsync();
            foreach (var table in s_tables)
            {
                lab.Inside.Run("iptables", "-t", table, "-F");
                lab.Inside.Run("iptables", "-t", table, "-X");
            }

            await lab.Lab.Engine.StartAsync(["--iptables=false"]);
        }

        public async ValueTask DisposeAsync() => await lab.Lab.Engine.RestartAsync([]);
    }
}
