namespace ContainerNet.Linux.Netlink;

/// <summary>Something the kernel told without being asked.</summary>
internal abstract record NetworkNotice;

/// <summary>A link was made or changed, or is gone.</summary>
/// <param name="NamespaceId">The namespace it is in as numbered from the listening one; null for that one itself, where it has no number.</param>
/// <param name="Link">The link. Namespaces in it are numbered from its own.</param>
/// <param name="Gone">Whether it is gone from its namespace.</param>
internal sealed record LinkNotice(int? NamespaceId, LinkMessage Link, bool Gone) : NetworkNotice;

/// <summary>An address was set or changed, or is gone.</summary>
/// <param name="NamespaceId">The namespace it is in, as in <see cref="LinkNotice"/>.</param>
/// <param name="Address">The address.</param>
/// <param name="Gone">Whether it is gone.</param>
internal sealed record AddressNotice(int? NamespaceId, AddressMessage Address, bool Gone) : NetworkNotice;

/// <summary>A namespace's number was taken back: it is being torn down.</summary>
internal sealed record NamespaceGoneNotice : NetworkNotice;

/// <summary>More was told than there was room for: some of it is lost.</summary>
internal sealed record OverrunNotice : NetworkNotice;
