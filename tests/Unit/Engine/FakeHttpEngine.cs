using System.Net.Sockets;
using ContainerNet.Docker;
using ContainerNet.Services.Engine;

namespace ContainerNet.Unit.Engine;

/// <summary>An engine that says what a test tells it to, byte by byte, on a unix socket in a folder of its own.</summary>
internal sealed class FakeHttpEngine : IAsyncDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("containernet-");
    private readonly Socket _listener = new(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
    private readonly CancellationTokenSource _stop = new();
    private readonly Func<FakeRequest, Task> _answer;
    private readonly Task _serving;

    public FakeHttpEngine(Func<FakeRequest, Task> answer, string apiVersion = "1.44")
    {
        _answer = request => request.Path == "/_ping" ? request.PingAsync(apiVersion) : answer(request);
        _listener.Bind(new UnixDomainSocketEndPoint(SocketPath));
        _listener.Listen();
        _serving = ServeAsync();
    }

    public List<FakeRequest> Requests { get; } = [];

    public string SocketPath => Path.Combine(_folder.FullName, "e.sock");

    public EngineEndpoint Endpoint => new() { Uri = new Uri($"unix://{SocketPath}"), Source = "Parameter" };

    /// <summary>An engine for which every request has the same answer.</summary>
    public static FakeHttpEngine Answering(int status, string body, string apiVersion = "1.44") =>
        new(request => request.AnswerAsync(status, body), apiVersion);

    public Task<IContainerEngine> ConnectAsync(CancellationToken cancellationToken) =>
        new DockerEngineFactory().ConnectAsync(Endpoint, TimeSpan.FromSeconds(5), cancellationToken);

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Dispose();
        await _serving;
        _stop.Dispose();
        _folder.Delete(recursive: true);
    }

    private async Task ServeAsync()
    {
        var connections = new List<Task>();
        try
        {
            while (true) connections.Add(ServeAsync(await _listener.AcceptAsync(_stop.Token)));
        }
        catch (Exception exception) when (exception is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            await Task.WhenAll(connections);
        }
    }

    private async Task ServeAsync(Socket socket)
    {
        await using var stream = new NetworkStream(socket, ownsSocket: true);
        try
        {
            while (await FakeRequest.ReadAsync(stream, _stop.Token) is { } request)
            {
                lock (Requests) Requests.Add(request);
                await _answer(request);
                if (request.IsLast) return;
            }
        }
        catch (Exception exception) when (exception is OperationCanceledException or IOException)
        {
            // The client hung up, or the test is over.
        }
    }
}
