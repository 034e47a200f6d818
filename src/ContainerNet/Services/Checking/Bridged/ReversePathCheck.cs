namespace ContainerNet.Services.Checking.Bridged;

/// <summary>The kernel does not take the container's packets for forged ones: the route to its address leads back to its bridge, or that is not asked for.</summary>
internal sealed class ReversePathCheck() : ContainerCheck("ReversePath", ContainerMode.Bridged)
{
    private const int Strict = 1;
    private const int Loose = 2;

    public override void Judge(CheckedHost host, CheckedContainer container, Tally tally)
    {
        foreach (var end in container.Outbound)
        {
            if (end.Address is not { } address) continue;
            var (name, mode) = host.Traced.Setting("net.ipv4.conf", end.Bridge, "rp_filter");
            if (mode is not { } value || host.Home.Routes.Length == 0)
            {
                tally.Unknown(end.Bridge, name);
                continue;
            }

            // Interfaces that are down, and a bridge without its address, are judged elsewhere.
            var route = host.Traced.RoutesOf(host.Home).Find(address, static _ => true).Route;
            var isOwn = route is null or { Type: not "unicast" } || route.Interface == end.Bridge || !HasAddress(host, end);
            tally.Judge(value != Strict || isOwn, end.Bridge, value == Strict && !isOwn ? $"{name} = {value}, {route}" : $"{name} = {value}",
                Commands.Set($"net.ipv4.conf.{end.Bridge.Replace('.', '/')}.rp_filter", Loose));
        }
    }

    private static bool HasAddress(CheckedHost host, CheckedEnd end) =>
        host.Traced.Interface(end.Bridge) is { } bridge && Array.Exists(bridge.Addresses, one => one.Address == end.Endpoint.Gateway);
}
