using System.Buffers.Binary;
using static ContainerNet.Linux.Netlink.NetlinkConstants;

namespace ContainerNet.Linux.Netlink;

/// <summary>
/// Remembers the ids of network namespaces by their inodes, and how they number ours: to ask costs more the more namespaces there are.
/// An inode's number is given to another namespace only after the old one's id was taken back, and that the kernel tells (RTM_DELNSID).
/// So what is remembered holds as long as nothing was told since, looked at after the inode was read. For one thread at a time.
/// </summary>
internal sealed class NamespaceIds : IDisposable
{
    private readonly NetlinkSocket _told = NetlinkSocket.Open();
    private readonly Dictionary<long, NumberedNamespace> _known = [];

    private NamespaceIds()
    {
    }

    /// <exception cref="KernelException">There is no netlink, or too many descriptors are open.</exception>
    public static NamespaceIds Open()
    {
        var ids = new NamespaceIds();
        try
        {
            ids._told.Join(RTNLGRP_NSID);
            return ids;
        }
        catch
        {
            ids.Dispose();
            throw;
        }
    }

    /// <summary>What is known of a namespace whose inode was just read of a living process; null where it has to be asked for.</summary>
    public NumberedNamespace? Find(long inode)
    {
        Update();
        return _known.GetValueOrDefault(inode);
    }

    /// <summary>Remembers what was asked for; the process has to have been there, and in that namespace, before and after.</summary>
    public void Remember(long inode, NumberedNamespace numbered) => _known[inode] = numbered;

    /// <inheritdoc/>
    public void Dispose() => _told.Dispose();

    private void Update()
    {
        while (_known.Count > 0 && _told.TryReceive(out var datagram, out var lost))
        {
            if (lost || TakesBack(datagram)) _known.Clear();
        }
    }

    private static bool TakesBack(ReadOnlySpan<byte> datagram) =>
        datagram.Length < MessageReader.HeaderSize || BinaryPrimitives.ReadUInt16LittleEndian(datagram[4..]) == RTM_DELNSID;
}

/// <summary>A namespace's id, and its own numbers for those that its links point into.</summary>
/// <param name="Id">Its id as numbered from ours.</param>
internal sealed record NumberedNamespace(int Id)
{
    /// <summary>Its own number by ours.</summary>
    public Dictionary<int, int> Inner { get; } = [];
}
