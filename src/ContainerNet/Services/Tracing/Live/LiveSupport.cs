using ContainerNet.Linux;
using ContainerNet.Linux.Netlink;
using ContainerNet.Resources;

namespace ContainerNet.Services.Tracing.Live;

/// <summary>Says where the kernel cannot tell of a packet's way, and why.</summary>
internal static class LiveSupport
{
    private const string Legacy = "iptables-legacy";

    /// <exception cref="ContainerNetException">LiveTraceNotSupported: rules of iptables-legacy, of which nftables does not tell.</exception>
    public static void Require(TracedHost host, FlowRequest request)
    {
        var family = RuleOwnership.FamilyOf(request.Destination.AddressFamily);
        if (host.RuleSets.Any(set => set.Backend == Legacy && set.Family == family && set.Rules.Tables.Any(static table => table.Chains.Any(chain => table.RulesOf(chain.Chain).Count > 0))))
            throw ContainerNetException.Create(ErrorId.LiveTraceNotSupported, request.To, Text.Format("Reason_LiveLegacy", family));
    }

    /// <summary>What an error of the kernel means for one who traces.</summary>
    public static ContainerNetException ToContainerNet(KernelException exception, FlowRequest request) =>
        exception.IsDenied ? ContainerNetException.Create(ErrorId.KernelViewDenied, exception, request.To, $"{exception.Message} (CAP_NET_ADMIN)")
        : exception is { Operation: TraceTable.Making, IsBroken: false } ? ContainerNetException.Create(ErrorId.LiveTraceNotSupported, exception, request.To, exception.Message)
        : ContainerNetException.Create(ErrorId.NetlinkFailed, exception, request.To, Environment.ProcessId, exception.Message);
}
