using System.Net.Sockets;
using System.Text;

namespace ContainerNet.Lab.Faults;

/// <summary>Stands on a socket of its own before the engine's, and holds chosen requests at a chosen point, so that a fault test needs no luck.</summary>
public sealed class EngineProxy : IAsyncDisposable
{
    private readonly string _upstream;
    private readonly Socket _listener = new(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
    private readonly CancellationTokenSource _end = new();
    private readonly Lock _lock = new();
    private readonly List<string> _requests = [];
    private ProxyHold? _hold;

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

    /// <summary>Holds the next request whose first line contains <paramref name="fragment"/> and every later one like it.</summary>
    /// <param name="fragment">Such as <c>POST /v1.41/containers/create</c>, or a part of it.</param>
    /// <param name="point">Where it is held.</param>
    public ProxyHold Hold(string fragment, HoldPoint point) => _hold = new ProxyHold(fragment, point);

    public async ValueTask DisposeAsync()
    {
        _hold?.Release();
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
        using (var engine = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified))
        {
            try
            {
                var buffer = new byte[64 * 1024];
                var read = await client.ReceiveAsync(buffer, _end.Token);
                var line = Encoding.ASCII.GetString(buffer, 0, read).Split('\r')[0];
                lock (_lock) _requests.Add(line);
                var hold = _hold is { } wanted && line.Contains(wanted.Fragment, StringComparison.Ordinal) ? wanted : null;

                if (hold?.Point == HoldPoint.Request && !await hold.WaitAsync(client, _end.Token)) return;
                await engine.ConnectAsync(new UnixDomainSocketEndPoint(_upstream), _end.Token);
                await engine.SendAsync(buffer.AsMemory(0, read), _end.Token);
                var sending = PumpAsync(client, engine, null);
                await PumpAsync(engine, client, hold?.Point == HoldPoint.Reply ? hold : null);
                client.Shutdown(SocketShutdown.Both);
                engine.Shutdown(SocketShutdown.Both);
                await sending;
            }
            catch (Exception exception) when (exception is OperationCanceledException or SocketException or ObjectDisposedException)
            {
            }
        }
    }

    private async Task PumpAsync(Socket from, Socket to, ProxyHold? hold)
    {
        try
        {
            var buffer = new byte[64 * 1024];
            for (int read; (read = await from.ReceiveAsync(buffer, _end.Token)) > 0;)
            {
                // The engine has answered, so it has done its work: now the answer is kept back.
                if (hold is not null && !await hold.WaitAsync(to, _end.Token)) return;
                hold = null;
                await to.SendAsync(buffer.AsMemory(0, read), _end.Token);
            }

            to.Shutdown(SocketShutdown.Send);
        }
        catch (Exception exception) when (exception is OperationCanceledException or SocketException or ObjectDisposedException)
        {
        }
    }
}
