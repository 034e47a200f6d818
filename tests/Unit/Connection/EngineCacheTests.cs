using ContainerNet.Services.Connection;
using ContainerNet.Unit.Engine;
using Xunit;

namespace ContainerNet.Unit.Connection;

public class EngineCacheTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_warm_engine_is_not_asked_again()
    {
        await using var fake = FakeHttpEngine.Answering(200, "[]");
        var cache = new EngineCache(() => new Docker.DockerEngineFactory());

        Assert.Same(await cache.ConnectAsync(fake.Endpoint, Token), await cache.ConnectAsync(fake.Endpoint, Token));
        Assert.Single(fake.Requests);
    }

    [Fact]
    public async Task An_engine_that_was_lost_is_connected_with_anew()
    {
        await using var fake = new FakeHttpEngine(request => request.HangUpAsync());
        var cache = new EngineCache(() => new Docker.DockerEngineFactory());
        var lost = await cache.ConnectAsync(fake.Endpoint, Token);
        await Assert.ThrowsAnyAsync<Exception>(() => lost.Containers.ListAsync(true, Token));

        Assert.NotSame(lost, await cache.ConnectAsync(fake.Endpoint, Token));
    }
}
