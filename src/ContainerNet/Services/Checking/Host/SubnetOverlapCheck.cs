namespace ContainerNet.Services.Checking.Host;

/// <summary>No route of the host leads to addresses of a network of the engine by another interface than its bridge.</summary>
internal sealed class SubnetOverlapCheck() : HostCheck("SubnetOverlap")
{
    public override void Judge(CheckedHost host, Tally tally)
    {
        if (host.Home.Routes.Length == 0)
        {
            tally.Unknown("", "ip route");
            return;
        }

        tally.Pass("");
        var routes = Array.FindAll(host.Home.Routes, static route => route is { Type: "unicast", Table: "main", Destination: not "default" });
        foreach (var network in host.Snapshot.Networks.Where(static one => one.Bridge.Length > 0))
        {
            foreach (var subnet in network.Subnets)
            {
                foreach (var route in routes.Where(route => route.Interface != network.Bridge && Subnets.Overlap(subnet, route.Destination)))
                {
                    var via = route.Gateway.Length > 0 ? $" via {route.Gateway}" : "";
                    var six = route.Family == "inet6" ? "-6 " : "";
                    tally.Fail("", $"{network.Name} {subnet} / {route}", $"ip {six}route del {route.Destination}{via} dev {route.Interface}");
                }
            }
        }
    }
}
