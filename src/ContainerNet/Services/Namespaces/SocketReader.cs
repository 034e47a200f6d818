using ContainerNet.Linux;
using ContainerNet.Linux.Netlink;
using ContainerNet.Linux.Proc;
using static ContainerNet.Linux.Netlink.SocketConstants;

namespace ContainerNet.Services.Namespaces;

/// <summary>Reads the sockets of network namespaces.</summary>
internal static class SocketReader
{
    // net/tcp_states.h
    private const int TCP_NEW_SYN_RECV = 12;

    private static readonly (string Name, byte Number)[] s_protocols = [("tcp", IPPROTO_TCP), ("udp", IPPROTO_UDP), ("raw", IPPROTO_RAW)];

    private static readonly (string Name, byte Number, string Suffix)[] s_families = [("inet", RouteBuilder.AF_INET, ""), ("inet6", RouteBuilder.AF_INET6, "6")];

    /// <summary>The sockets of a namespace in every state; container and process are left empty.</summary>
    /// <exception cref="ContainerNetException">NamespaceGone, KernelViewDenied, NetlinkFailed.</exception>
    public static ContainerSocket[] Read(int processId) => NamespaceVisit.Read(processId, static (process, inode, handle) =>
    {
        using var diagnostics = handle is null ? SocketDiagnostics.Open() : SocketDiagnostics.OpenIn(handle);
        return Read(diagnostics, process, inode, static _ => uint.MaxValue);
    });

    /// <summary>Those that listen; container and process are left empty.</summary>
    /// <param name="diagnostics">Asks in the namespace.</param>
    /// <param name="process">A process in the namespace.</param>
    /// <param name="inode">The namespace's inode.</param>
    /// <exception cref="KernelException">The kernel's answer makes no sense.</exception>
    public static ContainerSocket[] ReadListening(SocketDiagnostics diagnostics, ProcessDirectory process, long inode) =>
        Array.FindAll(
            Read(diagnostics, process, inode, static protocol => 1u << (int)(protocol == IPPROTO_TCP ? SocketState.Listen : SocketState.Unconnected)),
            static socket => socket.IsListening);

    private static ContainerSocket[] Read(SocketDiagnostics diagnostics, ProcessDirectory process, long inode, Func<byte, uint> states)
    {
        var found = new List<ContainerSocket>();
        foreach (var protocol in s_protocols)
        {
            foreach (var family in s_families)
            {
                var sockets = diagnostics.Dump(family.Number, protocol.Number, states(protocol.Number)) ?? SocketTable.Read(process, protocol.Name + family.Suffix);
                found.AddRange(sockets.Select(socket => Build(socket, protocol.Name, family.Name, inode)));
            }
        }

        return [.. found];
    }

    private static ContainerSocket Build(SocketMessage socket, string protocol, string family, long inode) => new()
    {
        Protocol = protocol,
        Family = family,
        State = StateOf(socket.State).ToString(),
        LocalAddress = AddressText.Network(socket.LocalAddress.GetAddressBytes()),
        LocalPort = socket.LocalPort,
        RemoteAddress = AddressText.Network(socket.RemoteAddress.GetAddressBytes()),
        RemotePort = socket.RemotePort,
        ReceiveQueue = socket.ReceiveQueue,
        SendQueue = socket.SendQueue,
        UserId = socket.UserId,
        IPv6Only = socket.IsIPv6Only,
        Inode = socket.Inode,
        NamespaceInode = inode,
    };

    // TCP_NEW_SYN_RECV is the kernel's own distinction.
    private static SocketState StateOf(int state) =>
        state == TCP_NEW_SYN_RECV ? SocketState.SynReceived : Enum.IsDefined((SocketState)state) ? (SocketState)state : SocketState.Unknown;
}
