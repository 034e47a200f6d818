namespace ContainerNet.Services.Checking.Bridged;

/// <summary>The container's default route leads to the gateway of one of its networks.</summary>
internal sealed class DefaultRouteCheck() : ContainerCheck("DefaultRoute", ContainerMode.Bridged)
{
    /// <summary>The command that makes the route.</summary>
    public static string Set(CheckedContainer container, CheckedEnd end) =>
        Commands.Inside(container.Container, $"ip route replace default via {end.Endpoint.Gateway} dev {end.Name}");

    public override void Judge(CheckedHost host, CheckedContainer container, Tally tally)
    {
        CheckedEnd[] ways = [.. container.Outbound];
        if (ways.Length == 0) return;
        var wanted = string.Join(" | ", ways.Select(static end => $"default via {end.Endpoint.Gateway}"));
        if (!container.HasTables || Array.Exists(ways, static end => end.Link is not { } link || !link.Flags.Contains("UP")))
        {
            // An interface that is down has no routes: that is for the check of the interface to say.
            tally.Unknown(wanted, ways[0].Name);
            return;
        }

        var routes = Array.FindAll(container.Home!.Routes, static route => route is { Family: "inet", Destination: "default", Table: "main" });
        var isRight = Array.Exists(routes, route => Array.Exists(ways, end => route.Gateway == end.Endpoint.Gateway && route.Interface == end.Link!.Name));
        tally.Judge(isRight, wanted, routes.Length > 0 ? string.Join(", ", (object[])routes) : "-", Set(container, ways[0]));
    }
}
