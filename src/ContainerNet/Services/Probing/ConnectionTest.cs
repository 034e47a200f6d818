using System.Net;
using System.Text;
using ContainerNet.Services.Engine;
using ContainerNet.Services.Input;
using ContainerNet.Services.Probing.Dns;
using ContainerNet.Services.Tracing;

namespace ContainerNet.Services.Probing;

/// <summary>Finds the address, connects, and where that fails asks rules and routes why.</summary>
/// <param name="engine">Knows the names of containers.</param>
/// <param name="snapshot">Takes a snapshot of the host.</param>
/// <param name="wish">What is to be tried.</param>
internal sealed class ConnectionTest(IContainerEngine engine, Func<CancellationToken, Task<NetworkSnapshot>> snapshot, ConnectionWish wish)
{
    private const string Host = "host";
    private const string ByEngine = "Engine";

    // More than that a program would not try either before its user gives up.
    private const int MostAddresses = 4;

    /// <exception cref="ContainerNetException">NamespaceGone, KernelViewDenied, FlowInvalid, and the errors of the engine.</exception>
    public async Task<ContainerConnection> RunAsync(ConnectionSource source, CancellationToken cancellationToken)
    {
        using var origin = ProbeOrigin.Open(source.ProcessId);
        var name = await FindAsync(origin, source, cancellationToken).ConfigureAwait(false);
        var connection = new ContainerConnection
        {
            ContainerName = source.Name, ContainerId = source.Id, To = wish.To, Port = wish.Port, Protocol = wish.Protocol, Result = name.Result.ToString(), Names = name.Names,
            Resolver = name.Resolver, Address = name.Addresses.FirstOrDefault()?.ToString() ?? "", Succeeded = wish.Port == 0 && name.Result == ConnectionResult.Resolved,
        };
        if (wish.Port == 0 || name.Result != ConnectionResult.Resolved) return ConnectionReasons.OfName(connection, name.Resolver == ByEngine);

        foreach (var address in name.Addresses.Take(MostAddresses))
        {
            var outcome = await new ConnectionAttempt(origin, wish).RunAsync(address, cancellationToken).ConfigureAwait(false);
            connection = connection with
            {
                Address = $"{address}", Result = outcome.Result.ToString(), Succeeded = outcome.Result is ConnectionResult.Connected or ConnectionResult.Answered,
                Time = Math.Round(outcome.Time, 3), Bytes = outcome.Bytes, Text = Readable(outcome.Bytes), LocalAddress = outcome.Local, Reason = outcome.Error,
            };
            if (connection.Succeeded) return ConnectionReasons.OfName(connection, name.Resolver == ByEngine);
        }

        return await ConnectionReasons.ExplainAsync(connection, snapshot, cancellationToken).ConfigureAwait(false);
    }

    private async Task<FoundName> FindAsync(ProbeOrigin origin, ConnectionSource source, CancellationToken cancellationToken)
    {
        if (IpText.TryParse(wish.To, out var address)) return Known(address, "");
        if (string.Equals(wish.To, Host, StringComparison.OrdinalIgnoreCase)) return Known(await OfSnapshotAsync(source, cancellationToken).ConfigureAwait(false), "");
        var lookup = new NameLookup(origin);
        if (lookup.InHosts(wish.To) is { } inHosts) return inHosts;

        // Only the engine's own name server knows containers; to ask another for one would tell the world of it, and wait.
        var listed = await engine.Containers.ListAsync(false, cancellationToken).ConfigureAwait(false);
        var isContainer = listed.Any(one => one.Name == wish.To);
        if (!isContainer || lookup.IsEmbedded)
        {
            var found = await lookup.AskAsync(wish.To, wish.Limit, cancellationToken).ConfigureAwait(false);
            if (found.Result == ConnectionResult.Resolved || !isContainer) return found;
        }

        return Known(await OfSnapshotAsync(source, cancellationToken).ConfigureAwait(false), ByEngine);
    }

    private async Task<IPAddress> OfSnapshotAsync(ConnectionSource source, CancellationToken cancellationToken) =>
        new FlowResolver(new TracedHost(await snapshot(cancellationToken).ConfigureAwait(false))).Resolve(source.Name, wish.To, wish.Protocol, wish.Port, new FlowOptions()).Destination;

    private static FoundName Known(IPAddress address, string resolver) => new(ConnectionResult.Resolved, [address], resolver, []);

    private static string Readable(byte[] bytes) =>
        string.Concat(Encoding.UTF8.GetString(bytes).Select(static one => char.IsControl(one) && one is not ('\n' or '\r' or '\t') ? '\uFFFD' : one));
}
