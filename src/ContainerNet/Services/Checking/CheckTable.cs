using ContainerNet.Services.Checking.Bridged;
using ContainerNet.Services.Checking.Host;
using ContainerNet.Services.Checking.Modes;
using ContainerNet.Services.Checking.Ports;

namespace ContainerNet.Services.Checking;

/// <summary>All checks there are, in the order they are told.</summary>
internal static class CheckTable
{
    public static ContainerCheck[] OfContainers { get; } =
    [
        new OwnNamespaceCheck(), new LoopbackOnlyCheck(), new NoRouteCheck(), new NothingPublishedCheck(),
        new SharedNamespacesCheck(), new DonorAliveCheck(), new HostNamespaceCheck(), new PortClashCheck(),
        new BridgePortCheck(), new LinkUpCheck(), new AddressCheck(), new AddressUniqueCheck(), new BridgeAddressCheck(), new DefaultRouteCheck(),
        new ForwardingCheck(), new ReversePathCheck(), new MtuCheck(), new DnsCheck(), new OutboundAcceptedCheck(), new SourceNatCheck(),
        new NativeFirewallCheck(), new GuardMissingCheck(), new NothingElseReachableCheck(),
        new PortTranslatedCheck(), new PortAcceptedCheck(), new PortNotShadowedCheck(), new PortListenerCheck(), new PortIPv6ListenerCheck(),
        new PortProxyCheck(), new PortStaleFlowCheck(), new PortHairpinCheck(),
    ];

    public static HostCheck[] OfHost { get; } = [new JumpsCheck(), new UserChainCheck(), new OrphanRulesCheck(), new SubnetOverlapCheck()];

    /// <summary>The ids of all.</summary>
    public static string[] Ids { get; } = [.. OfContainers.Select(static check => check.Id), .. OfHost.Select(static check => check.Id)];
}
