using System.Net;
using System.Net.Sockets;
using System.Text;

namespace ContainerNet.LabKit;

/// <summary>A TCP and UDP server that tells each client which address it comes from: `10.77.0.1:41234`.</summary>
public static class Mirror
{
    public const string Ready = "ready";

    public static async Task RunAsync(int port, CancellationToken cancellationToken)
    {
        using var listener = TcpListener.Create(port);
        listener.Start();
        using var datagrams = new UdpClient(AddressFamily.InterNetworkV6);
        datagrams.Client.DualMode = true;
        datagrams.Client.Bind(new IPEndPoint(IPAddress.IPv6Any, port));
        Console.WriteLine(Ready);
        await Task.WhenAll(ServeAsync(listener, cancellationToken), ServeAsync(datagrams, cancellationToken));
    }

    private static async Task ServeAsync(TcpListener listener, CancellationToken cancellationToken)
    {
        while (true)
        {
            using var client = await listener.AcceptTcpClientAsync(cancellationToken);
            try
            {
                await client.GetStream().WriteAsync(Name(client.Client.RemoteEndPoint!), cancellationToken);
            }
            catch (IOException)
            {
                // The client has left already.
            }
        }
    }

    private static async Task ServeAsync(UdpClient datagrams, CancellationToken cancellationToken)
    {
        while (true)
        {
            var question = await datagrams.ReceiveAsync(cancellationToken);
            await datagrams.SendAsync(Name(question.RemoteEndPoint), question.RemoteEndPoint, cancellationToken);
        }
    }

    private static byte[] Name(EndPoint client)
    {
        var (address, port) = ((IPEndPoint)client).Address is { IsIPv4MappedToIPv6: true } mapped
            ? (mapped.MapToIPv4(), ((IPEndPoint)client).Port)
            : (((IPEndPoint)client).Address, ((IPEndPoint)client).Port);
        return Encoding.ASCII.GetBytes(new IPEndPoint(address, port) + "\n");
    }
}
