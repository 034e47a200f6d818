using System.Buffers.Binary;
using ContainerNet.Linux.Proc;
using static ContainerNet.Linux.Netlink.NetlinkConstants;

namespace ContainerNet.Linux.Netlink;

/// <summary>Questions to the kernel's rtnetlink (rtnetlink(7)), on one socket that stays open. For one thread at a time.</summary>
internal sealed class RouteNetlink : IDisposable
{
    // struct rtgenmsg: one byte, padded.
    private const int GenericHeaderSize = 4;

    private readonly NetlinkSocket _socket;
    private readonly NamespaceIds _ids;
    private uint _sequence;
    private int? _ownId;

    private RouteNetlink(NetlinkSocket socket, NamespaceIds ids)
    {
        _socket = socket;
        _ids = ids;
    }

    /// <exception cref="KernelException">There is no netlink, or too many descriptors are open.</exception>
    public static RouteNetlink Open()
    {
        var socket = NetlinkSocket.Open();
        try
        {
            return new RouteNetlink(socket, NamespaceIds.Open());
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    /// <summary>The links of a namespace; of our own where <paramref name="namespaceId"/> is null.</summary>
    public List<LinkMessage> DumpLinks(int? namespaceId, bool statistics = false) => Dump<LinkMessage>(
        "RTM_GETLINK", RTM_GETLINK, RTM_NEWLINK, LinkMessage.HeaderSize, IFLA_TARGET_NETNSID, namespaceId,
        statistics ? LinkMessage.ParseWithStatistics : LinkMessage.Parse);

    /// <summary>
    /// The ports of all bridges of our own namespace: name, bridge and the index of the other end. A third of what the links themselves cost,
    /// and without the id of the other end's namespace, for which the kernel goes through all namespaces it knows, for each link anew.
    /// </summary>
    public List<LinkMessage> DumpBridgePorts() => DumpExchange.Run(_socket, "RTM_GETLINK", RTM_NEWLINK, LinkMessage.Parse, buffer =>
    {
        var request = new RequestBuilder(buffer, RTM_GETLINK, NLM_F_DUMP, ++_sequence, LinkMessage.HeaderSize);
        request.Fixed[0] = LibC.AF_BRIDGE;
        return (request.Finish().Length, _sequence);
    });

    /// <summary>One link of a namespace, without its counters; null where it has none of that index.</summary>
    public LinkMessage? FindLink(int index, int? namespaceId)
    {
        Span<byte> buffer = stackalloc byte[RequestBuilder.MaxSize];
        var request = new RequestBuilder(buffer, RTM_GETLINK, 0, ++_sequence, LinkMessage.HeaderSize);
        BinaryPrimitives.WriteInt32LittleEndian(request.Fixed[LinkMessage.IndexOffset..], index);
        request.Add(IFLA_EXT_MASK, RTEXT_FILTER_SKIP_STATS);
        if (namespaceId is { } id) request.Add(IFLA_TARGET_NETNSID, id);
        try
        {
            return LinkMessage.Parse(Ask("RTM_GETLINK", request.Finish()));
        }
        catch (KernelException exception) when (exception.Errno == Errno.ENODEV)
        {
            return null;
        }
    }

    /// <summary>The addresses of a namespace, of every family; of our own where <paramref name="namespaceId"/> is null.</summary>
    public List<AddressMessage> DumpAddresses(int? namespaceId) =>
        Dump("RTM_GETADDR", RTM_GETADDR, RTM_NEWADDR, AddressMessage.HeaderSize, IFA_TARGET_NETNSID, namespaceId, AddressMessage.Parse);

    /// <summary>The name of a link of our own namespace; empty where it has none of that index. For a tenth of what the link itself costs.</summary>
    public string FindName(int index) => _socket.InterfaceName(index);

    /// <summary>
    /// The id of a process' network namespace as numbered from ours; the kernel hands one out where there is none yet. It is the namespace's
    /// own for as long as the namespace lives: who reads by it looks afterwards whether the process is still there.
    /// </summary>
    public int GetNamespaceId(int processId)
    {
        var id = AskNamespaceId(NETNSA_PID, processId, null);
        if (id != NETNSA_NSID_NOT_ASSIGNED) return id;
        Span<byte> buffer = stackalloc byte[RequestBuilder.MaxSize];
        var request = new RequestBuilder(buffer, RTM_NEWNSID, NLM_F_ACK, ++_sequence, GenericHeaderSize);
        request.Add(NETNSA_NSID, NETNSA_NSID_NOT_ASSIGNED);
        request.Add(NETNSA_PID, processId);
        try
        {
            Ask("RTM_NEWNSID", request.Finish());
        }
        catch (KernelException exception) when (exception.Errno == Errno.EEXIST)
        {
            // Somebody else, another reader for one, has just had it numbered.
        }

        return AskNamespaceId(NETNSA_PID, processId, null);
    }

    /// <summary>The id by which our namespace numbers itself, which it does where a link of another namespace points here.</summary>
    public int GetOwnNamespaceId() => _ownId ??= GetNamespaceId(ProcessDirectory.ReadThreadId());

    /// <summary>The ids around a namespace whose inode was just read of a process; asked for only where they are not known.</summary>
    public NumberedNamespace Number(long inode, int processId) => _ids.Find(inode) ?? new NumberedNamespace(GetNamespaceId(processId));

    /// <summary>Translates a namespace id of ours into the id the same namespace has in that one; -1 when it has none.</summary>
    public int Translate(int id, NumberedNamespace home)
    {
        if (home.Inner.TryGetValue(id, out var known)) return known;
        var inner = AskNamespaceId(NETNSA_NSID, id, home.Id);

        // One that has none yet may get one.
        if (inner != NETNSA_NSID_NOT_ASSIGNED) home.Inner[id] = inner;
        return inner;
    }

    /// <summary>Remembers these ids: the process was there, and in the namespace, before they were asked for and after.</summary>
    public void Remember(long inode, NumberedNamespace numbered) => _ids.Remember(inode, numbered);

    /// <inheritdoc/>
    public void Dispose()
    {
        _socket.Dispose();
        _ids.Dispose();
    }

    private int AskNamespaceId(int attribute, int value, int? target)
    {
        Span<byte> buffer = stackalloc byte[RequestBuilder.MaxSize];
        var request = new RequestBuilder(buffer, RTM_GETNSID, 0, ++_sequence, GenericHeaderSize);
        request.Add(attribute, value);
        if (target is { } id) request.Add(NETNSA_TARGET_NSID, id);
        var answer = new AttributeReader(Ask("RTM_GETNSID", request.Finish())[GenericHeaderSize..]);
        while (answer.Read())
        {
            if (answer.Type == NETNSA_NSID) return answer.ReadInt32();
        }

        throw KernelException.Malformed("RTM_GETNSID was answered without NETNSA_NSID");
    }

    /// <summary>Sends a request that has one answer, and returns its payload: at least the generic header.</summary>
    private ReadOnlySpan<byte> Ask(string operation, ReadOnlySpan<byte> request)
    {
        _socket.Send(request);
        var message = new MessageReader(_socket.Receive());
        if (!message.Read()) throw KernelException.Malformed("an empty datagram");
        if (message.Sequence != _sequence)
            throw KernelException.Malformed($"an answer to request {message.Sequence} instead of {_sequence}");
        if (message.Type == NLMSG_ERROR) Acknowledgement.ThrowIfError(operation, in message);
        return message.Payload.Length >= GenericHeaderSize
            ? message.Payload
            : throw KernelException.Malformed($"{operation} was answered with {message.Payload.Length} bytes");
    }

    private List<T> Dump<T>(
        string operation, int question, int answer, int headerSize, int targetAttribute, int? target, MessageParser<T> parse) =>
        DumpExchange.Run(_socket, operation, answer, parse, buffer =>
        {
            var request = new RequestBuilder(buffer, question, NLM_F_DUMP, ++_sequence, headerSize);
            // No IFLA_EXT_MASK, though much is told for nothing: with one the kernel measures every link of our own namespace first (rtnl_calcit), whichever is asked for.
            if (target is { } id) request.Add(targetAttribute, id);
            return (request.Finish().Length, _sequence);
        });
}
