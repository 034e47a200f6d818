using ContainerNet.Linux.Netlink;
using ContainerNet.Services.Namespaces;

namespace ContainerNet.Services.Watching;

/// <summary>A network namespace that is watched: its links and addresses as the notices leave them, and the containers that are in it.</summary>
internal sealed class WatchedNamespace
{
    private readonly SortedDictionary<int, LinkMessage> _links = [];
    private readonly List<AddressMessage> _addresses = [];

    public WatchedNamespace(NamespaceContents contents, int id)
    {
        Inode = contents.Inode;
        Id = id;
        Replace(contents);
    }

    public long Inode { get; }

    /// <summary>Its id as numbered from our namespace, which numbers itself too.</summary>
    public int Id { get; }

    public List<WatchedContainer> Containers { get; } = [];

    /// <summary>What is in it now.</summary>
    public NamespaceContents Contents => new(Inode, Id, [.. _links.Values], [.. _addresses]);

    /// <summary>Takes over what was read anew.</summary>
    public void Replace(NamespaceContents contents)
    {
        _links.Clear();
        foreach (var link in contents.Links) _links[link.Index] = link;
        _addresses.Clear();
        _addresses.AddRange(contents.Addresses);
    }

    /// <summary>Takes over a link as a notice has it.</summary>
    /// <param name="link">The link; namespaces in it are numbered from its own.</param>
    /// <param name="survey">Asks how ours numbers them; null where that is its own.</param>
    public void Set(LinkMessage link, NamespaceSurvey? survey)
    {
        if (survey is not null && link.LinkNamespaceId is { } inner)
        {
            link.InnerLinkNamespaceId = inner;
            link.LinkNamespaceId = _links.GetValueOrDefault(link.Index) is { LinkNamespaceId: { } known } before && before.Link == link.Link
                ? known
                : survey.FindLink(link.Index, Id)?.LinkNamespaceId ?? NetlinkConstants.NETNSA_NSID_NOT_ASSIGNED;
        }

        _links[link.Index] = link;
    }

    public void Remove(int index)
    {
        _links.Remove(index);
        _addresses.RemoveAll(address => address.LinkIndex == index);
    }

    /// <summary>Takes over an address as a notice has it.</summary>
    public void Set(AddressNotice notice)
    {
        var told = notice.Address;
        var at = _addresses.FindIndex(one => one.LinkIndex == told.LinkIndex && one.Family == told.Family && one.PrefixLength == told.PrefixLength
            && one.Local.AsSpan().SequenceEqual(told.Local) && one.Prefix.AsSpan().SequenceEqual(told.Prefix));
        if (at >= 0 && notice.Gone) _addresses.RemoveAt(at);
        else if (at >= 0) _addresses[at] = told;
        else if (!notice.Gone) _addresses.Add(told);
    }
}
