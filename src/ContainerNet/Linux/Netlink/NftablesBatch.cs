using System.Buffers.Binary;
using static ContainerNet.Linux.Netlink.NetfilterConstants;
using static ContainerNet.Linux.Netlink.NetlinkConstants;

namespace ContainerNet.Linux.Netlink;

/// <summary>Adds the attributes of one request.</summary>
internal delegate void RequestPart(ref RequestBuilder request);

/// <summary>Changes of nftables that happen together or not at all (nfnetlink.h, NFNL_MSG_BATCH_BEGIN).</summary>
internal sealed class NftablesBatch
{
    private const int MaxRequest = 1024;
    private const int BatchEnd = NFNL_MSG_BATCH_BEGIN + 1;

    private readonly List<byte> _bytes = [];
    private uint _sequence;

    public NftablesBatch() => Add(NFNL_MSG_BATCH_BEGIN, 0, NFPROTO_UNSPEC, static (ref RequestBuilder _) => { });

    /// <summary>Adds a change.</summary>
    /// <param name="message">NFT_MSG_*.</param>
    /// <param name="family">NFPROTO_*.</param>
    /// <param name="attributes">Writes its attributes.</param>
    public void Add(int message, byte family, RequestPart attributes) =>
        Add((NFNL_SUBSYS_NFTABLES << 8) | message, NLM_F_CREATE | NLM_F_EXCL | NLM_F_ACK, family, attributes);

    /// <summary>Has the kernel make the changes.</summary>
    /// <param name="socket">A socket of NETLINK_NETFILTER.</param>
    /// <param name="operation">What it is called in errors.</param>
    /// <exception cref="KernelException">The kernel refuses; nothing is changed.</exception>
    public void Send(NetlinkSocket socket, string operation)
    {
        var last = _sequence;
        Add(BatchEnd, 0, NFPROTO_UNSPEC, static (ref RequestBuilder _) => { });
        socket.Send([.. _bytes]);

        // Each change is acknowledged, and none before all are made.
        for (var answered = 0u; answered < last;)
        {
            var answer = new MessageReader(socket.Receive());
            while (answer.Read())
            {
                if (answer.Type != NLMSG_ERROR) throw KernelException.Malformed($"a message of type {answer.Type} in answer to {operation}");
                Acknowledgement.ThrowIfError(operation, in answer);
                answered = answer.Sequence;
            }
        }
    }

    private void Add(int type, int flags, byte family, RequestPart attributes)
    {
        Span<byte> buffer = stackalloc byte[MaxRequest];
        var request = new RequestBuilder(buffer, type, flags, ++_sequence, NftablesNetlink.HeaderSize);
        request.Fixed[0] = family;

        // The subsystem that the batch is for.
        if (type is NFNL_MSG_BATCH_BEGIN or BatchEnd) BinaryPrimitives.WriteInt16BigEndian(request.Fixed[2..], NFNL_SUBSYS_NFTABLES);
        attributes(ref request);
        _bytes.AddRange(request.Finish());
    }
}
