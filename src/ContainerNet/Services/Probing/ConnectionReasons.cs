using ContainerNet.Resources;
using ContainerNet.Services.Tracing;

namespace ContainerNet.Services.Probing;

/// <summary>Says why an attempt to connect failed, and what to do.</summary>
internal static class ConnectionReasons
{
    /// <summary>What there is to say of the name alone.</summary>
    public static ContainerConnection OfName(ContainerConnection connection, bool isByEngine) => connection.Result switch
    {
        nameof(ConnectionResult.NameNotFound) => connection with
        {
            Reason = Text.Format("Connection_NameNotFound", connection.Resolver, string.Join(", ", connection.Names)), Fix = Text.Get("Connection_NameNotFound_Fix"),
        },
        nameof(ConnectionResult.ResolverFailed) => connection with
        {
            Reason = Text.Format("Connection_ResolverFailed", connection.Resolver), Fix = Text.Format("Connection_ResolverFailed_Fix", connection.ContainerName, connection.Resolver.Split(',')[0]),
        },
        _ => isByEngine ? connection with { Reason = Text.Format("Connection_ByEngine", connection.To) } : connection,
    };

    /// <summary>Asks rules and routes. What cannot be asked is told in place of a reason.</summary>
    public static async Task<ContainerConnection> ExplainAsync(
        ContainerConnection connection, Func<CancellationToken, Task<NetworkSnapshot>> snapshot, CancellationToken cancellationToken)
    {
        try
        {
            var host = new TracedHost(await snapshot(cancellationToken).ConfigureAwait(false));
            var trace = new PacketTracer(host).Trace(new FlowResolver(host).Resolve(connection.ContainerName, connection.Address, connection.Protocol, connection.Port, new FlowOptions()));
            var arrives = trace.Verdict is nameof(TraceVerdict.Delivered) or nameof(TraceVerdict.DeliveredByProxy);
            return connection with { Trace = trace, Fix = trace.Fix, Reason = arrives ? Unexplained(connection, trace) : trace.Reason };
        }
        catch (ContainerNetException exception)
        {
            return connection with { Reason = exception.Message, Fix = exception.RecommendedAction };
        }
    }

    private static string Unexplained(ContainerConnection connection, PacketTrace trace) =>
        Text.Format(connection.Result == nameof(ConnectionResult.Silent) ? "Connection_Silent" : "Connection_Unexplained", trace.Reason, connection.Reason).Trim();
}
