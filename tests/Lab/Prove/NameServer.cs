using System.Net;
using System.Net.Sockets;

namespace ContainerNet.Lab.Prove;

/// <summary>A name server on the lab's host: it knows one name, and says of every other that there is none.</summary>
internal sealed class NameServer : IAsyncDisposable
{
    private readonly UdpClient _socket;
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _serving;

    public NameServer(string address, string known, string target)
    {
        _socket = new UdpClient(new IPEndPoint(IPAddress.Parse(address), 53));
        _serving = ServeAsync(known, IPAddress.Parse(target).GetAddressBytes());
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _socket.Dispose();
        await _serving;
        _stop.Dispose();
    }

    private async Task ServeAsync(string known, byte[] target)
    {
        try
        {
            while (!_stop.IsCancellationRequested)
            {
                var question = await _socket.ReceiveAsync(_stop.Token);
                await _socket.SendAsync(Answer(question.Buffer, known, target), question.RemoteEndPoint, _stop.Token);
            }
        }
        catch (Exception exception) when (exception is OperationCanceledException or ObjectDisposedException)
        {
            // It is to end.
        }
    }

    private static byte[] Answer(byte[] question, string known, byte[] target)
    {
        var (name, at) = (new List<string>(), 12);
        for (; question[at] != 0; at += question[at] + 1) name.Add(System.Text.Encoding.ASCII.GetString(question, at + 1, question[at]));
        var (isKnown, isA) = (string.Join('.', name) == known, question[at + 2] == 1);
        byte[] head = [.. question[..2], 0x81, (byte)(isKnown ? 0x80 : 0x83), 0, 1, 0, (byte)(isKnown && isA ? 1 : 0), 0, 0, 0, 0, .. question[12..(at + 5)]];
        return isKnown && isA ? [.. head, 0xC0, 12, 0, 1, 0, 1, 0, 0, 0, 5, 0, 4, .. target] : head;
    }
}
