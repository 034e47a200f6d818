using ContainerNet.Services;
using ContainerNet.Services.Engine;
using Xunit;

namespace ContainerNet.Unit.Engine;

public class PullTests
{
    private const string Pulled = """
        {"status":"Pulling from library/busybox","id":"latest"}
        {"status":"Pulling fs layer","progressDetail":{},"id":"aaa"}
        {"status":"Already exists","progressDetail":{},"id":"bbb"}
        {"status":"Downloading","progressDetail":{"current":100,"total":1000},"id":"aaa"}
        {"status":"Download complete","progressDetail":{},"id":"aaa"}
        {"status":"Pull complete","progressDetail":{},"id":"aaa"}
        {"status":"Digest: sha256:0123"}
        {"status":"Status: Downloaded newer image for busybox:latest"}
        """;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Progress_counts_layers_and_bytes()
    {
        var seen = new List<PullProgress>();
        await PullAsync(Pulled, new Collector(seen));

        Assert.Contains(seen, step => step is { LayersDone: 1, Layers: 2, BytesDone: 100, Bytes: 1000 });
        Assert.Equal((2, 2, 1000, 1000), (seen[^1].LayersDone, seen[^1].Layers, seen[^1].BytesDone, seen[^1].Bytes));
    }

    [Fact]
    public async Task The_reference_is_asked_for_by_name_and_tag()
    {
        await using var fake = FakeHttpEngine.Answering(200, Pulled);
        using var engine = await fake.ConnectAsync(Token);

        await engine.Images.PullAsync("busybox", new Collector([]), Token);

        Assert.Equal("/v1.44/images/create?fromImage=docker.io/library/busybox&tag=latest", Uri.UnescapeDataString(fake.Requests[^1].Target));
    }

    [Theory]
    [InlineData("pull access denied for nosuch, repository does not exist or may require 'docker login'", ErrorId.ImageNotFound)]
    [InlineData("manifest for busybox:nosuch not found: manifest unknown: manifest unknown", ErrorId.ImageNotFound)]
    [InlineData("Get \"https://registry-1.docker.io/v2/\": dial tcp: lookup registry-1.docker.io: no such host", ErrorId.ImagePullFailed)]
    [InlineData("write /var/lib/docker/tmp/GetImageBlob1: no space left on device", ErrorId.ImagePullFailed)]
    internal async Task An_error_within_the_stream_is_an_error(string message, ErrorId id)
    {
        var text = System.Text.Json.JsonSerializer.Serialize(new { errorDetail = new { message }, error = message });

        var error = await EngineAssert.ThrowsAsync(id, () => PullAsync($"{Pulled}\n{text}", new Collector([])));
        Assert.Contains(message, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Pulling_ends_at_once_when_it_is_cancelled()
    {
        await using var fake = new FakeHttpEngine(async request =>
        {
            await request.BeginStreamAsync();
            await request.SendAsync(Pulled.Split('\n')[0] + "\n");
            await request.HangAsync();
        });
        using var engine = await fake.ConnectAsync(Token);
        using var stop = new CancellationTokenSource(200);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => engine.Images.PullAsync("busybox", new Collector([]), stop.Token));
    }

    private static async Task PullAsync(string answer, IProgress<PullProgress> progress)
    {
        await using var fake = FakeHttpEngine.Answering(200, answer);
        using var engine = await fake.ConnectAsync(Token);
        await engine.Images.PullAsync("busybox", progress, Token);
    }

    private sealed class Collector(List<PullProgress> seen) : IProgress<PullProgress>
    {
        public void Report(PullProgress value) => seen.Add(value);
    }
}
