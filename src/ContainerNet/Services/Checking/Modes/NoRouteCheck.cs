namespace ContainerNet.Services.Checking.Modes;

/// <summary>No route leads anywhere but to the container itself.</summary>
internal sealed class NoRouteCheck() : ContainerCheck("NoRoute", ContainerMode.Closed)
{
    public override void Judge(CheckedHost host, CheckedContainer container, Tally tally)
    {
        if (!container.HasTables)
        {
            tally.Unknown("", container.Name);
            return;
        }

        // To the link-local addresses of an interface there is a route as long as it is up: that is for the check of interfaces to say.
        tally.Pass("");
        foreach (var route in container.Home!.Routes.Where(static one => one.Type == "unicast" && one.Interface != "lo" && one is { Table: "main", Destination: not "fe80::/64" }))
        {
            var six = route.Family == "inet6" ? "-6 " : "";
            tally.Fail("", $"{route}", Commands.Inside(container.Container, $"ip {six}route del {route.Destination} dev {route.Interface}"));
        }
    }
}
