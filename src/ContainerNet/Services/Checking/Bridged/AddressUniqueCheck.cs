namespace ContainerNet.Services.Checking.Bridged;

/// <summary>Nobody else has an address of the container.</summary>
internal sealed class AddressUniqueCheck() : ContainerCheck("AddressUnique", ContainerMode.Bridged)
{
    public override void Judge(CheckedHost host, CheckedContainer container, Tally tally)
    {
        foreach (var (address, _) in container.Bridged.SelectMany(static end => end.Addresses))
        {
            if (container.Home is null)
            {
                tally.Unknown($"{address}", container.Name);
                continue;
            }

            tally.Pass($"{address}");
            foreach (var (home, link, other) in host.HoldersOf(address).Where(one => one.Home.Inode != container.Home.Inode))
            {
                var delete = $"ip addr del {other} dev {link.Name}";
                var holder = home.ContainerIds.Select(id => host.ById.GetValueOrDefault(id)).FirstOrDefault(static one => one is not null);
                tally.Fail($"{address}", $"{address}: {holder?.Name ?? "host"} {link.Name}", home.IsHost || holder is null ? delete : Commands.Inside(holder, delete));
            }
        }
    }
}
