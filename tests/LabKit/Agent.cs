using System.Buffers.Binary;
using System.Globalization;
using System.Net;
using System.Net.NetworkInformation;
using System.Net.Sockets;

namespace ContainerNet.LabKit;

/// <summary>
/// A program that stays in one network namespace: it answers on some ports, by TCP and UDP, and sends what it is told to by lines such as
/// <c>1 tcp 10.90.0.1 80 200</c> (number, protocol, address, port, milliseconds). To each it says <c>1 ok</c>, refused, unreachable, closed or silence.
/// Two questions and two answers have to pass: a first packet, a later one, and both ways.
/// </summary>
internal static class Agent
{
    private static readonly byte[] s_question = "x"u8.ToArray();

    public static async Task RunAsync(int[] ports, CancellationToken cancellationToken)
    {
        foreach (var port in ports)
        {
            var listener = TcpListener.Create(port);
            listener.Start();
            _ = AcceptAsync(listener, cancellationToken);

            // One for each address: an answer has to come from the address that was asked.
            foreach (var address in Addresses()) _ = AnswerAsync(new UdpClient(new IPEndPoint(address, port)), cancellationToken);
        }

        Console.WriteLine(Mirror.Ready);
        while (await Console.In.ReadLineAsync(cancellationToken) is { } line) _ = TellAsync(line.Split(' '));
    }

    private static IEnumerable<IPAddress> Addresses() =>
        NetworkInterface.GetAllNetworkInterfaces().SelectMany(static link => link.GetIPProperties().UnicastAddresses)
            .Select(static one => one.Address).Where(static one => one.AddressFamily == AddressFamily.InterNetwork);

    private static async Task AcceptAsync(TcpListener listener, CancellationToken cancellationToken)
    {
        while (true) _ = ServeAsync(await listener.AcceptSocketAsync(cancellationToken), cancellationToken);
    }

    private static async Task ServeAsync(Socket client, CancellationToken cancellationToken)
    {
        using (client)
        {
            try
            {
                var buffer = new byte[16];
                while (await client.ReceiveAsync(buffer, cancellationToken) is > 0 and var length) await client.SendAsync(buffer.AsMemory(0, length), cancellationToken);
            }
            catch (SocketException)
            {
                // The client has left, or was cut off.
            }
        }
    }

    private static async Task AnswerAsync(UdpClient socket, CancellationToken cancellationToken)
    {
        while (true)
        {
            try
            {
                var question = await socket.ReceiveAsync(cancellationToken);
                await socket.SendAsync(question.Buffer, question.RemoteEndPoint, cancellationToken);
            }
            catch (SocketException)
            {
                // The answer was refused on its way.
            }
        }
    }

    private static async Task TellAsync(string[] words)
    {
        using var limit = new CancellationTokenSource(int.Parse(words[4], CultureInfo.InvariantCulture));
        var end = new IPEndPoint(IPAddress.Parse(words[2]), int.Parse(words[3], CultureInfo.InvariantCulture));
        string result;
        try
        {
            result = words[1] == "icmp" ? await PingAsync(end, limit.Token) : await AskAsync(end, words[1] == "tcp", limit.Token);
        }
        catch (OperationCanceledException)
        {
            result = "silence";
        }
        catch (SocketException exception)
        {
            result = exception.SocketErrorCode switch
            {
                SocketError.ConnectionRefused => "refused",
                SocketError.HostUnreachable or SocketError.NetworkUnreachable => "unreachable",
                // What the firewall throws away at the sender is as good as lost.
                SocketError.AccessDenied => "silence",
                _ => "closed",
            };
        }

        await Console.Out.WriteLineAsync($"{words[0]} {result}");
    }

    private static async Task<string> AskAsync(IPEndPoint end, bool isTcp, CancellationToken cancellationToken)
    {
        using var socket = isTcp ? new Socket(SocketType.Stream, ProtocolType.Tcp) : new Socket(end.AddressFamily, SocketType.Dgram, ProtocolType.Udp);
        await socket.ConnectAsync(end, cancellationToken);
        for (var round = 0; round < 2; round++)
        {
            await socket.SendAsync(s_question, cancellationToken);
            if (await socket.ReceiveAsync(new byte[16], cancellationToken) == 0) return "closed";
        }

        // No word of farewell that somebody would have to answer.
        if (isTcp) socket.LingerState = new LingerOption(true, 0);
        return "ok";
    }

    private static async Task<string> PingAsync(IPEndPoint end, CancellationToken cancellationToken)
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Raw, ProtocolType.Icmp);
        await socket.ConnectAsync(end, cancellationToken);
        var echo = new byte[] { 8, 0, 0, 0, 0, 0, 0, 0 };
        var id = Random.Shared.Next(1, ushort.MaxValue);
        BinaryPrimitives.WriteUInt16BigEndian(echo.AsSpan(4), (ushort)id);
        for (ushort round = 1; round <= 2; round++)
        {
            BinaryPrimitives.WriteUInt16BigEndian(echo.AsSpan(6), round);
            BinaryPrimitives.WriteUInt16BigEndian(echo.AsSpan(2), 0);
            var sum = 0x0800 + id + round;
            while (sum > 0xffff) sum = (sum & 0xffff) + (sum >> 16);
            BinaryPrimitives.WriteUInt16BigEndian(echo.AsSpan(2), (ushort)~sum);
            await socket.SendAsync(echo, cancellationToken);
            var buffer = new byte[256];
            do
            {
                // An echo to an own address comes back as a question too.
                await socket.ReceiveAsync(buffer, cancellationToken);
            }
            while (buffer[20] != 0 || BinaryPrimitives.ReadUInt16BigEndian(buffer.AsSpan(24)) != id || BinaryPrimitives.ReadUInt16BigEndian(buffer.AsSpan(26)) != round);
        }

        return "ok";
    }
}
