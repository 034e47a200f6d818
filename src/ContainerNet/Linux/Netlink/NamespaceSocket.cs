namespace ContainerNet.Linux.Netlink;

/// <summary>
/// Opens sockets in another network namespace: for what the kernel answers only to a netlink socket that lives there (routes, rules,
/// neighbours, sockets have no target namespace), and for flows that are to begin there. A socket stays in the namespace it was opened in, so
/// the thread need not.
/// </summary>
internal static class NamespaceSocket
{
    private static readonly nint s_socket = NamespaceTrip.AddressOf("socket");

    /// <summary>Opens the socket. Costs a thread, and both ends about 100 microseconds.</summary>
    /// <param name="networkNamespace">The open namespace.</param>
    /// <param name="protocol">NETLINK_*.</param>
    /// <exception cref="KernelException">The namespace may not be entered (CAP_SYS_ADMIN), or could not be left again.</exception>
    public static SafeDescriptor Open(SafeDescriptor networkNamespace, int protocol) => Open([networkNamespace], [protocol])[0];

    /// <summary>Opens a socket of any kind (socket(2)).</summary>
    /// <inheritdoc cref="Open(SafeDescriptor, int)"/>
    public static SafeDescriptor Open(SafeDescriptor networkNamespace, SocketKind kind) => Open([networkNamespace], [kind])[0];

    /// <summary>Opens netlink sockets in many namespaces. Costs one thread in all, and some microseconds a socket.</summary>
    /// <param name="networkNamespaces">The open namespaces.</param>
    /// <param name="protocols">NETLINK_*; one socket of each in every namespace.</param>
    /// <returns>The sockets of the first namespace in the order of the protocols, then those of the next.</returns>
    /// <exception cref="KernelException">A namespace may not be entered (CAP_SYS_ADMIN), or could not be left again. None is open then.</exception>
    public static SafeDescriptor[] Open(IReadOnlyList<SafeDescriptor> networkNamespaces, IReadOnlyList<int> protocols) =>
        Open(networkNamespaces, [.. protocols.Select(static protocol => new SocketKind(LibC.AF_NETLINK, LibC.SOCK_RAW, protocol))]);

    /// <summary>Opens sockets of any kind in many namespaces.</summary>
    /// <param name="networkNamespaces">The open namespaces.</param>
    /// <param name="kinds">The kinds; one socket of each in every namespace.</param>
    /// <inheritdoc cref="Open(IReadOnlyList{SafeDescriptor}, IReadOnlyList{int})"/>
    public static SafeDescriptor[] Open(IReadOnlyList<SafeDescriptor> networkNamespaces, IReadOnlyList<SocketKind> kinds)
    {
        Errand[] errands = [.. networkNamespaces.SelectMany(one => kinds.Select(kind => new Errand(one.Number, s_socket, kind.Domain, kind.Type | LibC.SOCK_CLOEXEC, kind.Protocol)))];
        try
        {
            NamespaceTrip.Run(errands);
            GC.KeepAlive(networkNamespaces);
            return Array.TrueForAll(errands, static errand => errand.Result >= 0)
                ? Array.ConvertAll(errands, static errand => new SafeDescriptor(errand.Result))
                : throw KernelException.FromErrno("socket", -Array.Find(errands, static errand => errand.Result < 0).Result);
        }
        catch (KernelException)
        {
            foreach (var errand in errands.Where(static errand => errand.Result >= 0)) _ = LibC.close(errand.Result);
            throw;
        }
    }
}
