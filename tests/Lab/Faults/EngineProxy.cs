using System.Net.Sockets;

namespace ContainerNet.Lab.Faults;

/// <summary>Stands on a socket of its own before the engine's, and holds chosen requests at a chosen point, so that a fault test needs no luck.</summary>
public sealed class EngineProxy : IAsyncDisposable
{
    private readonly string _upstream;
    private readonly Socket _listener = new(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
    private readonly CancellationTokenSource _end = new();
    private readonly Lock _lock = new();
    private readonly List<string> _requests = [];
    private readonly List<ProxyHold> _holds = [];

    /// <param name="upstream">The engine's own socket.</param>
    public EngineProxy(string upstream)
    {
        _upstream = upstream;
        Path = System.IO.Path.Combine(System.IO.Path.GetTempPath(), $"cn-{Guid.NewGuid().ToString("N")[..8]}.sock");
        _listener.Bind(new UnixDomainSocketEndPoint(Path));
        _listener.Listen(64);
        _ = AcceptAsync();
    }

    public string Path { get; }

    public string Uri => $"unix://{Path}";

    /// <summary>The first lines of all requests so far.</summary>
    public string[] Requests
    {
        get { lock (_lock) return [.. _requests]; }
    }

    /// <summary>Holds the next request whose first line contains <paramref name="fragment"/> and every later one like it, until it is released.</summary>
    /// <param name="fragment">Such as <c>/containers/create</c>.</param>
    /// <param name="point">Where it is held.</param>
    /// <param name="after">A fragment of a request that has to come before; null where none has to.</param>
    public ProxyHold Hold(string fragment, HoldPoint point, string? after = null)
    {
        var hold = new ProxyHold(fragment, point, after);
        lock (_lock) _holds.Add(hold);
        return hold;
    }

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        _listener.Dispose();
        File.Delete(Path);
        _end.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true) _ = ServeAsync(await _listener.AcceptAsync(_end.Token));
        }
        catch (Exception exception) when (exception is OperationCanceledException or SocketException or ObjectDisposedException)
        {
        }
    }

    private async Task ServeAsync(Socket client)
    {
        using (client)
        {
            try
            {
                if (await ProxyRequest.ReadAsync(client, _end.Token) is { } request)
                    await new ProxyExchange(client, _upstream, _end.Token).CarryOutAsync(request, Match(request.Line));
            }
            catch (Exception exception) when (exception is OperationCanceledException or SocketException or ObjectDisposedException)
            {
                // One side hung up, or the test is over.
            }
        }
    }

    private ProxyHold? Match(string line)
    {
        lock (_lock)
        {
            var hold = _holds.Find(each => each.Fits(line, _requests));
            _requests.Add(line);
            return hold;
        }
    }
}
