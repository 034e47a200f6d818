using System.Buffers.Binary;

namespace ContainerNet.Linux.Netlink;

/// <summary>Finds the namespace a datagram came from in what came beside it (struct cmsghdr of sys/socket.h, cmsg(3)). Pure.</summary>
internal static class ControlReader
{
    private const int HeaderSize = 16;

    /// <summary>The id, as numbered from the listening namespace; null where that has no number for it, so for itself.</summary>
    /// <exception cref="KernelException">A length that does not fit.</exception>
    public static int? NamespaceId(ReadOnlySpan<byte> control)
    {
        while (control.Length >= HeaderSize)
        {
            var length = BinaryPrimitives.ReadUInt64LittleEndian(control);
            if (length < HeaderSize || length > (ulong)control.Length)
                throw KernelException.Malformed($"a control message of {length} bytes in {control.Length}");
            var level = BinaryPrimitives.ReadInt32LittleEndian(control[8..]);
            var type = BinaryPrimitives.ReadInt32LittleEndian(control[12..]);
            if (level == LibC.SOL_NETLINK && type == NetlinkConstants.NETLINK_LISTEN_ALL_NSID && length >= HeaderSize + sizeof(int))
                return BinaryPrimitives.ReadInt32LittleEndian(control[HeaderSize..]);
            control = control[Math.Min(((int)length + 7) & ~7, control.Length)..];
        }

        return null;
    }
}
