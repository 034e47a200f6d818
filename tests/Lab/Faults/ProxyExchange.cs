using System.Net.Sockets;

namespace ContainerNet.Lab.Faults;

/// <summary>Carries one request to the engine and its answer back, held where it has to be.</summary>
internal sealed class ProxyExchange(Socket client, string upstream, CancellationToken end)
{
    public async Task CarryOutAsync(ProxyRequest request, ProxyHold? hold)
    {
        if (hold is { IsBeforeEngine: true } && !await hold.WaitAsync(client, end)) return;
        using var engine = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        await engine.ConnectAsync(new UnixDomainSocketEndPoint(upstream), end);
        await engine.SendAsync(request.Bytes, end);
        var gone = HasGoneAsync();
        var buffer = new byte[64 * 1024];
        while (true)
        {
            var receive = engine.ReceiveAsync(buffer, end).AsTask();

            // A client that hangs up in the middle of a stream hangs up on the engine too.
            if (hold is not { Point: HoldPoint.Late } && await Task.WhenAny(receive, gone) == gone) return;
            var read = await receive;
            if (read == 0) return;

            // The engine has answered, so it has done its work: now the answer is kept back.
            if (hold is { Point: HoldPoint.Reply } && !await hold.WaitAsync(client, end)) return;
            hold?.Pass();
            await client.SendAsync(buffer.AsMemory(0, read), end);
        }
    }

    private async Task HasGoneAsync()
    {
        try
        {
            while (await client.ReceiveAsync(new byte[1], end) > 0)
            {
            }
        }
        catch (Exception exception) when (exception is OperationCanceledException or SocketException or ObjectDisposedException)
        {
        }
    }
}
