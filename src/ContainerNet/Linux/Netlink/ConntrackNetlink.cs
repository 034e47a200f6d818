using static ContainerNet.Linux.Netlink.ConntrackConstants;
using static ContainerNet.Linux.Netlink.NetlinkConstants;

namespace ContainerNet.Linux.Netlink;

/// <summary>The connections this network namespace tracks (nfnetlink_conntrack.h): what conntrack(8) does, without the tool. For one thread at a time.</summary>
internal sealed class ConntrackNetlink : IDisposable
{
    private readonly NetlinkSocket _socket;
    private uint _sequence;

    private ConntrackNetlink(NetlinkSocket socket) => _socket = socket;

    /// <exception cref="KernelException">There is no netlink, or too many descriptors are open.</exception>
    public static ConntrackNetlink Open() => new(NetlinkSocket.Open(NetfilterConstants.NETLINK_NETFILTER));

    /// <summary>Deletes the connections of both families that are meant; one that ends meanwhile is fine.</summary>
    /// <param name="isMeant">Tells of each whether it is.</param>
    /// <returns>How many were deleted.</returns>
    /// <exception cref="KernelException">The kernel refuses (CAP_NET_ADMIN).</exception>
    public int Delete(Func<ConntrackEntry, bool> isMeant) => Dump().Where(isMeant).Count(TryDelete);

    /// <inheritdoc/>
    public void Dispose() => _socket.Dispose();

    /// <summary>The connections of both families.</summary>
    /// <exception cref="KernelException">The kernel refuses (CAP_NET_ADMIN).</exception>
    // At once (AF_UNSPEC): the kernel keeps them, with those of every namespace, in one table, and walks through all of it.
    public List<ConntrackEntry> Dump() =>
        DumpExchange.Run(_socket, "IPCTNL_MSG_CT_GET", Message(IPCTNL_MSG_CT_NEW), ConntrackEntry.Parse, buffer =>
        {
            var request = new RequestBuilder(buffer, Message(IPCTNL_MSG_CT_GET), NLM_F_DUMP, ++_sequence, ConntrackEntry.HeaderSize);
            return (request.Finish().Length, _sequence);
        });

    private bool TryDelete(ConntrackEntry entry)
    {
        Span<byte> buffer = stackalloc byte[RequestBuilder.MaxSize];
        var request = new RequestBuilder(buffer, Message(IPCTNL_MSG_CT_DELETE), NLM_F_ACK, ++_sequence, ConntrackEntry.HeaderSize);
        request.Fixed[0] = entry.Family;
        request.Add(CTA_TUPLE_ORIG | NLA_F_NESTED, entry.Tuple);
        if (entry.Zone.Length > 0) request.Add(CTA_ZONE, entry.Zone);
        if (entry.Id.Length > 0) request.Add(CTA_ID, entry.Id);
        _socket.Send(request.Finish());
        var answer = new MessageReader(_socket.Receive());
        if (!answer.Read() || answer.Sequence != _sequence) throw KernelException.Malformed("no answer to IPCTNL_MSG_CT_DELETE");
        try
        {
            Acknowledgement.ThrowIfError("IPCTNL_MSG_CT_DELETE", in answer);
            return true;
        }
        catch (KernelException exception) when (exception.Errno == Errno.ENOENT)
        {
            // Over, or another by now.
            return false;
        }
    }

    private static int Message(int type) => (NFNL_SUBSYS_CTNETLINK << 8) | type;
}
