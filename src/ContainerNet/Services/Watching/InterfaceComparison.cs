namespace ContainerNet.Services.Watching;

/// <summary>Tells two readings of one interface apart. Pure.</summary>
internal static class InterfaceComparison
{
    /// <summary>What changed from one to the other: null for nothing; the addresses that came and went are told each for itself.</summary>
    public static IEnumerable<(string Change, InterfaceAddress? Address)> Differences(ContainerInterface before, ContainerInterface after)
    {
        foreach (var address in before.Addresses.Where(address => !Has(after, address))) yield return (InterfaceChange.AddressRemoved, address);
        foreach (var address in after.Addresses.Where(address => !Has(before, address))) yield return (InterfaceChange.AddressAdded, address);
        if (!SameLink(before, after) || after.Addresses.Any(address => HasOtherwise(before, address))) yield return (InterfaceChange.Changed, null);
    }

    private static bool SameLink(ContainerInterface before, ContainerInterface after) =>
        Plain(before) == Plain(after)
        && before.Flags.AsSpan().SequenceEqual(after.Flags)
        && before.AlternativeNames.AsSpan().SequenceEqual(after.AlternativeNames);

    /// <summary>Without the lists, the container's name, and the number that the peer's namespace gets when it is asked for.</summary>
    private static ContainerInterface Plain(ContainerInterface link) =>
        link with { Addresses = [], Flags = [], AlternativeNames = [], ContainerName = "", LinkNetnsId = null };

    private static bool Has(ContainerInterface link, InterfaceAddress address) => Array.Exists(link.Addresses, one => IsSame(one, address));

    private static bool HasOtherwise(ContainerInterface link, InterfaceAddress address) =>
        Array.Find(link.Addresses, one => IsSame(one, address)) is { } other && !other.Flags.AsSpan().SequenceEqual(address.Flags);

    private static bool IsSame(InterfaceAddress one, InterfaceAddress other) =>
        one.Address == other.Address && one.PrefixLength == other.PrefixLength && one.Peer == other.Peer;
}

/// <summary>The words of <see cref="ContainerInterfaceEvent.Change"/>.</summary>
internal static class InterfaceChange
{
    public const string Added = "Added";
    public const string Changed = "Changed";
    public const string Removed = "Removed";
    public const string AddressAdded = "AddressAdded";
    public const string AddressRemoved = "AddressRemoved";
}
