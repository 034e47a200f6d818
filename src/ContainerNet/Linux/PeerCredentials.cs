using System.Net.Sockets;
using System.Runtime.InteropServices;

namespace ContainerNet.Linux;

/// <summary>Asks the kernel who listens at a unix socket (SO_PEERCRED, unix(7)).</summary>
internal static class PeerCredentials
{
    // asm-generic/socket.h; the same on x86-64 and arm64.
    private const int SolSocket = 1;
    private const int SoPeerCred = 17;

    /// <summary>The process that called listen(2); 0 where it is in no process namespace of ours or the socket cannot be connected with.</summary>
    public static int ReadProcessId(string path)
    {
        using var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        try
        {
            socket.Connect(new UnixDomainSocketEndPoint(path));
        }
        catch (SocketException)
        {
            // Nobody listens any more: there is no process to name.
            return 0;
        }

        // struct ucred { pid_t pid; uid_t uid; gid_t gid; }
        Span<byte> credentials = stackalloc byte[12];
        socket.GetRawSocketOption(SolSocket, SoPeerCred, credentials);
        return MemoryMarshal.Read<int>(credentials);
    }
}
