using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace ContainerNet.Services.Probing;

/// <summary>Connects to one address, over TCP or UDP, and tells what came of it.</summary>
/// <param name="origin">Where sockets are opened.</param>
/// <param name="wish">What is to be tried.</param>
internal sealed class ConnectionAttempt(ProbeOrigin origin, ConnectionWish wish)
{
    // What a server may make of it is its affair; an empty datagram many do not even see.
    private static readonly byte[] s_knock = [0];

    private bool IsDatagram => wish.Protocol == "udp";

    public async Task<AttemptOutcome> RunAsync(IPAddress address, CancellationToken cancellationToken)
    {
        using var timer = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        timer.CancelAfter(wish.Limit);
        using var socket = origin.OpenSocket(address.AddressFamily, IsDatagram ? SocketType.Dgram : SocketType.Stream);
        var (clock, outcome) = (Stopwatch.StartNew(), new AttemptOutcome(IsDatagram ? ConnectionResult.Silent : ConnectionResult.TimedOut));
        try
        {
            await socket.ConnectAsync(new IPEndPoint(address, wish.Port), timer.Token).ConfigureAwait(false);
            if (!IsDatagram) outcome = outcome with { Result = ConnectionResult.Connected, Time = clock.Elapsed.TotalMilliseconds };
            outcome = outcome with { Local = $"{socket.LocalEndPoint}" };
            var send = wish.Send.Length > 0 || !IsDatagram ? wish.Send : s_knock;
            if (send.Length > 0) await socket.SendAsync(send, timer.Token).ConfigureAwait(false);
            if (IsDatagram || wish.ReadBytes > 0) outcome = await ReceiveAsync(socket, outcome, clock, timer.Token).ConfigureAwait(false);
        }
        catch (SocketException exception)
        {
            // One that stood and broke off did stand.
            if (outcome.Result != ConnectionResult.Connected) outcome = outcome with { Result = ResultOf(exception), Error = exception.Message };
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            // The time is over: what it came to until then is what there is to tell.
        }

        return outcome.Time > 0 ? outcome : outcome with { Time = clock.Elapsed.TotalMilliseconds };
    }

    private async Task<AttemptOutcome> ReceiveAsync(Socket socket, AttemptOutcome outcome, Stopwatch clock, CancellationToken cancellationToken)
    {
        var buffer = new byte[IsDatagram ? ushort.MaxValue : wish.ReadBytes];
        var length = await socket.ReceiveAsync(buffer, cancellationToken).ConfigureAwait(false);
        if (length == 0 && !IsDatagram) return outcome;
        return outcome with
        {
            Result = ConnectionResult.Answered, Bytes = buffer[..Math.Min(length, wish.ReadBytes)],
            Time = IsDatagram ? clock.Elapsed.TotalMilliseconds : outcome.Time,
        };
    }

    private static ConnectionResult ResultOf(SocketException exception) => exception.SocketErrorCode switch
    {
        SocketError.ConnectionRefused or SocketError.ConnectionReset => ConnectionResult.Refused,
        SocketError.TimedOut => ConnectionResult.TimedOut,
        _ => ConnectionResult.Unreachable,
    };
}

/// <summary>What came of connecting to one address.</summary>
internal sealed record AttemptOutcome(ConnectionResult Result)
{
    /// <summary>Milliseconds.</summary>
    public double Time { get; init; }

    public byte[] Bytes { get; init; } = [];

    /// <summary>The end it was tried from.</summary>
    public string Local { get; init; } = "";

    /// <summary>The kernel's word on what went wrong.</summary>
    public string Error { get; init; } = "";
}
