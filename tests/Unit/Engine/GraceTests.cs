using Xunit;

namespace ContainerNet.Unit.Engine;

/// <summary>How long a container may take to end, and what needs no start or end.</summary>
public class GraceTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(null, "")]
    [InlineData(0, "?t=0")]
    [InlineData(30, "?t=30")]
    public async Task The_engine_is_told_the_grace_that_was_asked_for(int? seconds, string query)
    {
        await using var fake = FakeHttpEngine.Answering(204, "", "1.41");
        using var engine = await fake.ConnectAsync(Token);

        Assert.True(await engine.Containers.StopAsync("web", seconds, Token));
        await engine.Containers.RestartAsync("web", seconds, Token);

        Assert.Equal(
            ["POST /v1.41/containers/web/stop" + query, "POST /v1.41/containers/web/restart" + query],
            fake.Requests.Where(static request => request.Method == "POST").Select(static request => $"{request.Method} {request.Target}"));
    }

    [Fact]
    public async Task One_that_runs_already_is_left_as_it_is()
    {
        await using var fake = FakeHttpEngine.Answering(304, "");
        using var engine = await fake.ConnectAsync(Token);

        Assert.False(await engine.Containers.StartAsync("web", Token));
    }

    [Fact]
    public async Task One_that_does_not_run_is_left_as_it_is()
    {
        await using var fake = FakeHttpEngine.Answering(304, "", "1.41");
        using var engine = await fake.ConnectAsync(Token);

        Assert.False(await engine.Containers.StopAsync("web", null, Token));
    }
}
