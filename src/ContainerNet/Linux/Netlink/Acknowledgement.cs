using System.Buffers.Binary;
using static ContainerNet.Linux.Netlink.NetlinkConstants;

namespace ContainerNet.Linux.Netlink;

/// <summary>Reads what ends an exchange: NLMSG_ERROR and NLMSG_DONE, with the kernel's own words (NETLINK_EXT_ACK).</summary>
internal static class Acknowledgement
{
    private const int ErrorSize = 4;

    /// <summary>Throws when the message reports an error; returns when it is an acknowledgement.</summary>
    /// <exception cref="KernelException">The kernel's error, or a message that is too short.</exception>
    public static void ThrowIfError(string operation, in MessageReader message)
    {
        var payload = message.Payload;
        // The end of a dump carries a result only when there is one to tell.
        if (message.Type == NLMSG_DONE && payload.IsEmpty) return;
        if (payload.Length < ErrorSize) throw KernelException.Malformed($"an acknowledgement of {payload.Length} bytes");
        var error = BinaryPrimitives.ReadInt32LittleEndian(payload);
        if (error >= 0) return;
        throw KernelException.FromErrno(operation, error == int.MinValue ? Errno.EBADMSG : -error, Text(message));
    }

    private static string Text(in MessageReader message)
    {
        if ((message.Flags & NLM_F_ACK_TLVS) == 0) return "";
        var rest = message.Payload[ErrorSize..];
        if (message.Type == NLMSG_ERROR)
        {
            // The request stands between: its header alone where the answer was capped.
            if (rest.Length < MessageReader.HeaderSize) return "";
            var length = BinaryPrimitives.ReadUInt32LittleEndian(rest);
            var skip = (message.Flags & NLM_F_CAPPED) != 0 ? MessageReader.HeaderSize : length;
            if (skip > rest.Length) return "";
            rest = rest[Math.Min(MessageReader.Align((int)skip), rest.Length)..];
        }

        var attributes = new AttributeReader(rest);
        while (attributes.Read())
        {
            if (attributes.Type == NLMSGERR_ATTR_MSG) return attributes.ReadString();
        }

        return "";
    }
}
