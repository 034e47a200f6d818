using ContainerNet.Services;
using ContainerNet.Services.Engine;
using ContainerNet.Services.Firewall;
using ContainerNet.Unit.Fakes;
using Xunit;

namespace ContainerNet.Unit.Firewall;

/// <summary>An engine that keeps its rules in nftables itself: nothing is written beside them.</summary>
public class FirewallBackendTests
{
    [Fact]
    public async Task Where_the_engine_has_the_nftables_backend_a_guard_is_refused_before_anything_is_read_or_written()
    {
        var engine = Engine(new Version(1, 52), "nftables");

        var error = await Assert.ThrowsAsync<ContainerNetException>(() => Keeper(engine).KeepAsync(Bridged(engine), default));

        Assert.Equal(ErrorId.BackendNotSupported, error.Id);
        Assert.Empty(engine.Writes);
    }

    [Fact]
    public async Task One_that_cannot_have_it_is_not_asked()
    {
        var engine = Engine(new Version(1, 41), "nftables");
        using var stopped = new CancellationTokenSource();
        await stopped.CancelAsync();

        await Assert.ThrowsAnyAsync<Exception>(() => Keeper(engine).KeepAsync(Bridged(engine), stopped.Token));

        Assert.DoesNotContain("info", engine.Calls);
    }

    private static GuardKeeper Keeper(FakeEngine engine) => new(engine, new GuardService());

    private static FakeEngine Engine(Version version, string backend) => new()
    {
        Connection = new EngineConnection(new EngineEndpoint { Uri = new Uri("unix:///run/fake.sock"), Source = "Parameter" }, "Docker", version, version),
        Info = new EngineInfo { Version = "29.0.0", FirewallBackend = backend },
    };

    private static ContainerDetails Bridged(FakeEngine engine) => engine.Containers.Add("web", change: static details =>
        details with { Endpoints = [new ContainerEndpoint { Network = "bridge", IPAddress = "172.17.0.2" }] });
}
