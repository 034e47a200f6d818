using System.Net;
using System.Net.Sockets;
using System.Text;

namespace ContainerNet.LabKit;

/// <summary>A UDP client that sends a datagram every tenth of a second from one port, whatever comes back, and prints each answer it hears.</summary>
internal static class Caller
{
    private static readonly TimeSpan s_interval = TimeSpan.FromMilliseconds(100);

    /// <param name="address">Whom to ask.</param>
    /// <param name="port">The port to ask at.</param>
    /// <param name="count">How many datagrams are sent at most.</param>
    /// <param name="enough">How many answers are waited for.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public static async Task RunAsync(IPAddress address, int port, int count, int enough, CancellationToken cancellationToken)
    {
        // Not connected: an ICMP error to such a socket does not end it.
        using var socket = new UdpClient(0, address.AddressFamily);
        var question = "x"u8.ToArray();
        Console.WriteLine(Mirror.Ready);
        var heard = 0;
        var answer = socket.ReceiveAsync(cancellationToken).AsTask();
        for (var i = 0; i < count && heard < enough; i++)
        {
            await socket.SendAsync(question, new IPEndPoint(address, port), cancellationToken);
            var pause = Task.Delay(s_interval, cancellationToken);
            while (await Task.WhenAny(answer, pause) == answer)
            {
                Console.Write(Encoding.ASCII.GetString((await answer).Buffer));
                if (++heard >= enough) return;
                answer = socket.ReceiveAsync(cancellationToken).AsTask();
            }
        }
    }
}
