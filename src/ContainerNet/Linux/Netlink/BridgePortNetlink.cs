using System.Buffers.Binary;
using static ContainerNet.Linux.Netlink.NetlinkConstants;

namespace ContainerNet.Linux.Netlink;

/// <summary>The hairpin mode of a port of a bridge, as <c>bridge link</c> reads and sets it: whether a frame may leave by the port it came in.</summary>
internal sealed class BridgePortNetlink : IDisposable
{
    private readonly NetlinkSocket _socket;
    private uint _sequence;

    private BridgePortNetlink(NetlinkSocket socket) => _socket = socket;

    /// <summary>Asks about the ports of the namespace this process is in.</summary>
    /// <exception cref="KernelException">There is no netlink, or too many descriptors are open.</exception>
    public static BridgePortNetlink Open() => new(NetlinkSocket.Open());

    /// <summary>Whether it is on.</summary>
    /// <param name="index">The link's index.</param>
    /// <exception cref="KernelException">There is no such link (ENODEV).</exception>
    public bool ReadHairpin(int index)
    {
        Span<byte> buffer = stackalloc byte[RequestBuilder.MaxSize];
        var request = new RequestBuilder(buffer, RTM_GETLINK, 0, ++_sequence, LinkMessage.HeaderSize);
        BinaryPrimitives.WriteInt32LittleEndian(request.Fixed[LinkMessage.IndexOffset..], index);
        var answer = Ask("RTM_GETLINK", request.Finish());
        if (answer.Length < LinkMessage.HeaderSize) throw KernelException.Malformed($"a link of {answer.Length} bytes");
        var mode = AttributeReader.Find(answer[LinkMessage.HeaderSize..], IFLA_LINKINFO, IFLA_INFO_SLAVE_DATA, IFLA_BRPORT_MODE);
        return mode.Length > 0 && mode[0] != 0;
    }

    /// <summary>Turns it on or off.</summary>
    /// <param name="index">The link's index.</param>
    /// <param name="on">Whether it is to be on.</param>
    /// <exception cref="KernelException">There is no such link (ENODEV), it is no port of a bridge, or CAP_NET_ADMIN is missing.</exception>
    public void SetHairpin(int index, bool on)
    {
        // An attribute of one byte, with what pads it.
        Span<byte> mode = stackalloc byte[8];
        mode.Clear();
        BinaryPrimitives.WriteUInt16LittleEndian(mode, 5);
        BinaryPrimitives.WriteUInt16LittleEndian(mode[2..], IFLA_BRPORT_MODE);
        mode[4] = (byte)(on ? 1 : 0);
        Span<byte> buffer = stackalloc byte[RequestBuilder.MaxSize];
        var request = new RequestBuilder(buffer, RTM_SETLINK, NLM_F_ACK, ++_sequence, LinkMessage.HeaderSize);
        request.Fixed[0] = LibC.AF_BRIDGE;
        BinaryPrimitives.WriteInt32LittleEndian(request.Fixed[LinkMessage.IndexOffset..], index);
        request.Add(IFLA_PROTINFO | NLA_F_NESTED, mode);
        Ask("RTM_SETLINK", request.Finish());
    }

    /// <inheritdoc/>
    public void Dispose() => _socket.Dispose();

    private ReadOnlySpan<byte> Ask(string operation, ReadOnlySpan<byte> request)
    {
        _socket.Send(request);
        var message = new MessageReader(_socket.Receive());
        if (!message.Read() || message.Sequence != _sequence) throw KernelException.Malformed($"no answer to {operation}");
        if (message.Type == NLMSG_ERROR) Acknowledgement.ThrowIfError(operation, in message);
        return message.Payload;
    }
}
