namespace ContainerNet.Services.Checking.Bridged;

/// <summary>Each interface has the address that the engine gave it, in a subnet of its network.</summary>
internal sealed class AddressCheck() : ContainerCheck("Address", ContainerMode.Bridged)
{
    public override void Judge(CheckedHost host, CheckedContainer container, Tally tally)
    {
        foreach (var end in container.Bridged)
        {
            foreach (var (address, prefix) in end.Addresses)
            {
                var wanted = $"{address}/{prefix}";
                if (end.Link is not { } link)
                {
                    tally.Unknown(wanted, container.Name);
                    continue;
                }

                var family = address.ToString().Contains(':', StringComparison.Ordinal) ? "inet6" : "inet";
                var there = link.Addresses.Where(one => one.Family == family && one.Scope != "link").ToArray();
                var isThere = Array.Exists(there, one => one.Address == address.ToString());
                var isInside = end.Network!.Subnets.Length == 0 || end.Network.Subnets.Any(subnet => Subnets.Contains(subnet, address));
                tally.Judge(isThere && isInside, wanted, $"{link.Name}: {(there.Length > 0 ? string.Join(' ', (object[])there) : "-")}", Move(container, end, there, wanted));
            }
        }
    }

    // With an address its subnet's route goes, and with that every route through it.
    private static IEnumerable<string> Move(CheckedContainer container, CheckedEnd end, InterfaceAddress[] there, string wanted)
    {
        foreach (var stranger in there.Where(one => $"{one}" != wanted)) yield return Commands.Inside(container.Container, $"ip addr del {stranger} dev {end.Name}");
        yield return Commands.Inside(container.Container, $"ip addr replace {wanted} dev {end.Name}");
        if (container.Outbound.FirstOrDefault() is { } first && ReferenceEquals(first, end) && !wanted.Contains(':', StringComparison.Ordinal)) yield return DefaultRouteCheck.Set(container, end);
    }
}
