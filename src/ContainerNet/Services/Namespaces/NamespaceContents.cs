using ContainerNet.Linux.Netlink;

namespace ContainerNet.Services.Namespaces;

/// <summary>The links and addresses of one network namespace, still in the kernel's numbers.</summary>
/// <param name="Inode">The inode that names the namespace.</param>
/// <param name="Id">Its id as numbered from the asking namespace; null where that is the asking namespace itself and nobody asked for it.</param>
/// <param name="Links">The links, in the kernel's order.</param>
/// <param name="Addresses">The addresses of all links, in the kernel's order.</param>
internal sealed record NamespaceContents(long Inode, int? Id, IReadOnlyList<LinkMessage> Links, IReadOnlyList<AddressMessage> Addresses)
{
    /// <summary>The ids around it; null where it is the asking namespace.</summary>
    public NumberedNamespace? Numbered { get; init; }

    /// <summary>The link with this index; null where there is none.</summary>
    public LinkMessage? Find(int index)
    {
        foreach (var link in Links)
        {
            if (link.Index == index) return link;
        }

        return null;
    }
}
