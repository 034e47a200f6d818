using System.Net.Sockets;
using ContainerNet.Docker;
using ContainerNet.Services;
using ContainerNet.Services.Engine;
using Xunit;

namespace ContainerNet.Unit.Engine;

public sealed class ConnectTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("containernet-");

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("1.54", "1.44")]
    [InlineData("1.44", "1.44")]
    [InlineData("1.41", "1.41")]
    [InlineData("1.24", "1.24")]
    public async Task The_api_version_is_1_44_or_else_the_engines(string server, string spoken)
    {
        await using var fake = FakeHttpEngine.Answering(200, "[]", server);
        using var engine = await fake.ConnectAsync(Token);

        Assert.Equal(spoken, engine.Connection.ApiVersion.ToString());
        Assert.Equal(server, engine.Connection.ServerApiVersion.ToString());
    }

    [Fact]
    public async Task Requests_carry_the_version()
    {
        await using var fake = FakeHttpEngine.Answering(200, "[]", "1.41");
        using var engine = await fake.ConnectAsync(Token);

        await engine.Containers.ListAsync(true, Token);
        await engine.Networks.ListAsync(Token);

        Assert.Equal(["/_ping", "/v1.41/containers/json", "/v1.41/networks"], fake.Requests.Select(request => request.Path));
    }

    [Fact]
    public async Task An_engine_too_old_is_refused()
    {
        await using var fake = FakeHttpEngine.Answering(200, "[]", "1.23");

        await EngineAssert.ThrowsAsync(ErrorId.EngineApiTooOld, () => fake.ConnectAsync(Token));
    }

    [Fact]
    public async Task An_engine_that_wants_a_newer_api_is_told_as_such()
    {
        await using var fake = FakeHttpEngine.Answering(
            400, """{"message":"client version 1.44 is too old. Minimum supported API version is 1.60, please upgrade your client to a newer version"}""", "1.60");
        using var engine = await fake.ConnectAsync(Token);

        await EngineAssert.ThrowsAsync(ErrorId.EngineApiTooOld, () => engine.Networks.ListAsync(Token));
    }

    [Fact]
    public async Task A_missing_socket_is_no_engine() =>
        await EngineAssert.ThrowsAsync(ErrorId.EngineNotFound, () => ConnectAsync("unix:///nowhere/e.sock"));

    [Fact]
    public async Task A_socket_nobody_listens_at_is_unreachable()
    {
        var path = Path.Combine(_folder.FullName, "e.sock");
        using (var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified)) socket.Bind(new UnixDomainSocketEndPoint(path));

        // The runtime removes the file with the socket that bound it; what a killed daemon leaves is a file.
        if (!File.Exists(path)) await File.WriteAllTextAsync(path, "", Token);
        await EngineAssert.ThrowsAsync(ErrorId.EngineUnreachable, () => ConnectAsync($"unix://{path}"));
    }

    [Fact]
    public async Task A_port_nobody_listens_at_is_unreachable()
    {
        var listener = new TcpListener(System.Net.IPAddress.Loopback, 0);
        listener.Start();
        var port = ((System.Net.IPEndPoint)listener.LocalEndpoint).Port;
        listener.Stop();

        await EngineAssert.ThrowsAsync(ErrorId.EngineUnreachable, () => ConnectAsync($"tcp://127.0.0.1:{port}"));
    }

    [Fact]
    public async Task A_hanging_engine_times_out()
    {
        using var listener = Hanging(out var path);

        await EngineAssert.ThrowsAsync(
            ErrorId.EngineTimeout,
            () => new DockerEngineFactory().ConnectAsync(Of($"unix://{path}"), TimeSpan.FromMilliseconds(200), Token));
    }

    [Fact]
    public async Task A_cancelled_connect_is_cancelled_and_no_timeout()
    {
        using var listener = Hanging(out var path);
        using var stop = new CancellationTokenSource(100);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => new DockerEngineFactory().ConnectAsync(Of($"unix://{path}"), TimeSpan.FromSeconds(30), stop.Token));
    }

    [Fact]
    public async Task What_is_no_engine_is_unreachable()
    {
        await using var fake = FakeHttpEngine.Answering(200, "[]", "");

        await EngineAssert.ThrowsAsync(ErrorId.EngineUnreachable, () => fake.ConnectAsync(Token));
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private Socket Hanging(out string path)
    {
        path = Path.Combine(_folder.FullName, "e.sock");
        var listener = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        listener.Bind(new UnixDomainSocketEndPoint(path));
        listener.Listen();
        return listener;
    }

    private static EngineEndpoint Of(string uri) => new() { Uri = new Uri(uri), Source = "Parameter" };

    private static Task<IContainerEngine> ConnectAsync(string uri) =>
        new DockerEngineFactory().ConnectAsync(Of(uri), TimeSpan.FromSeconds(5), Token);
}
