namespace ContainerNet.Linux.Netlink;

/// <summary>An rtnetlink socket for one reading, from the <see cref="NetlinkPool"/>. It goes back there once <see cref="Keep"/> was called.</summary>
/// <param name="netlink">The socket.</param>
/// <param name="ownInode">The inode of the namespace it asks from.</param>
internal sealed class NetlinkLease(RouteNetlink netlink, long ownInode) : IDisposable
{
    private bool _keep;

    public RouteNetlink Netlink { get; } = netlink;

    /// <summary>The inode of the namespace the socket asks from.</summary>
    public long OwnInode { get; } = ownInode;

    /// <summary>Says that the reading ended well. What a broken exchange left in the socket must not answer the next question.</summary>
    public void Keep() => _keep = true;

    /// <inheritdoc/>
    public void Dispose()
    {
        if (_keep) NetlinkPool.Return(Netlink, OwnInode);
        else Netlink.Dispose();
    }
}
