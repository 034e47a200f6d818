using System.Net.Sockets;
using ContainerNet.Linux.Netlink;

namespace ContainerNet.Linux;

/// <summary>Opens internet sockets in a network namespace; everything they do from then on they do from there.</summary>
internal static class InternetSocket
{
    /// <summary>Opens one for TCP or UDP.</summary>
    /// <param name="networkNamespace">The open namespace; null for the one this process is in.</param>
    /// <param name="family">IPv4 or IPv6.</param>
    /// <param name="type">Stream (TCP) or Dgram (UDP). One that failed to connect is not to be used again: .NET would make another in its place, here.</param>
    /// <exception cref="KernelException">The namespace may not be entered (CAP_SYS_ADMIN), or has no such family.</exception>
    public static Socket Open(SafeDescriptor? networkNamespace, AddressFamily family, SocketType type) => Open(networkNamespace, family, type, 0);

    /// <summary>Opens one.</summary>
    /// <param name="networkNamespace">The open namespace; null for the one this process is in.</param>
    /// <param name="family">IPv4 or IPv6.</param>
    /// <param name="type">Stream, Dgram or Raw.</param>
    /// <param name="protocol">IPPROTO_...; 0 for the type's usual one.</param>
    /// <exception cref="KernelException">The namespace may not be entered (CAP_SYS_ADMIN), has no such family, or a right is missing (CAP_NET_RAW).</exception>
    public static Socket Open(SafeDescriptor? networkNamespace, AddressFamily family, SocketType type, int protocol)
    {
        var kind = new SocketKind(
            family == AddressFamily.InterNetwork ? LibC.AF_INET : LibC.AF_INET6,
            type switch { SocketType.Stream => LibC.SOCK_STREAM, SocketType.Dgram => LibC.SOCK_DGRAM, _ => LibC.SOCK_RAW }, protocol);
        using var opened = networkNamespace is null ? LibC.socket(kind.Domain, kind.Type | LibC.SOCK_CLOEXEC, kind.Protocol) : NamespaceSocket.Open(networkNamespace, kind);
        if (opened.IsInvalid) throw KernelException.FromLastCall("socket");
        var socket = new Socket(new SafeSocketHandle(opened.Number, ownsHandle: true));
        opened.SetHandleAsInvalid();
        return socket;
    }
}
