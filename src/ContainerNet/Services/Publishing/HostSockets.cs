using ContainerNet.Linux.Proc;

namespace ContainerNet.Services.Publishing;

/// <summary>The sockets that hold ports of this host, read once a protocol.</summary>
internal sealed class HostSockets
{
    private readonly Dictionary<string, IReadOnlyList<ListeningSocket>> _all = new(StringComparer.Ordinal);

    /// <summary>Those of tcp or udp; none of another protocol.</summary>
    /// <exception cref="Linux.KernelException">They cannot be read.</exception>
    public IReadOnlyList<ListeningSocket> Of(string protocol)
    {
        if (!_all.TryGetValue(protocol, out var sockets)) _all[protocol] = sockets = ListeningSockets.Read(protocol);
        return sockets;
    }
}
