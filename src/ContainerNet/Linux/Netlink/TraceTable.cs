using System.Globalization;
using static ContainerNet.Linux.Netlink.NetfilterConstants;

namespace ContainerNet.Linux.Netlink;

/// <summary>
/// A table of nftables in which a rule marks the first packets of one flow, so that the kernel tells which rules they meet. The table belongs to
/// the socket it was made by (NFT_TABLE_F_OWNER, Linux 5.12): the kernel takes it away with the socket, however this process ends.
/// </summary>
internal sealed class TraceTable : IDisposable
{
    /// <summary>How the names of all such tables begin.</summary>
    public const string Prefix = "containernet_trace_";

    /// <summary>What making one is called in errors.</summary>
    public const string Making = "NFT_MSG_NEWTABLE";

    // Before raw (-300) and connection tracking (-200): the flow is as its sender made it.
    private const int Priority = -400;

    private readonly NetlinkSocket _socket;

    private TraceTable(NetlinkSocket socket) => _socket = socket;

    public string Name { get; } = string.Create(CultureInfo.InvariantCulture, $"{Prefix}{Environment.ProcessId}_{Random.Shared.Next():x8}");

    /// <summary>Makes one.</summary>
    /// <param name="flow">The flow.</param>
    /// <exception cref="KernelException">A right is missing (CAP_NET_ADMIN), or the kernel cannot.</exception>
    public static TraceTable Make(TracePattern flow)
    {
        var table = new TraceTable(NetlinkSocket.Open(NETLINK_NETFILTER));
        try
        {
            table.Write(flow);
            return table;
        }
        catch
        {
            table.Dispose();
            throw;
        }
    }

    /// <summary>Closes the socket, and so has the kernel take the table away.</summary>
    public void Dispose() => _socket.Dispose();

    private void Write(TracePattern flow)
    {
        var batch = new NftablesBatch();
        batch.Add(NFT_MSG_NEWTABLE, NFPROTO_INET, (ref RequestBuilder request) =>
        {
            request.Add(NFTA_TABLE_NAME, Name);
            request.AddBigEndian(NFTA_TABLE_FLAGS, NFT_TABLE_F_OWNER);
        });
        foreach (var (chain, hook) in new[] { ("prerouting", NF_INET_PRE_ROUTING), ("output", NF_INET_LOCAL_OUT) })
        {
            batch.Add(NFT_MSG_NEWCHAIN, NFPROTO_INET, (ref RequestBuilder request) =>
            {
                request.Add(NFTA_CHAIN_TABLE, Name);
                request.Add(NFTA_CHAIN_NAME, chain);
                var nest = request.Open(NFTA_CHAIN_HOOK);
                request.AddBigEndian(NFTA_HOOK_HOOKNUM, hook);
                request.AddBigEndian(NFTA_HOOK_PRIORITY, Priority);
                request.Close(nest);
                request.Add(NFTA_CHAIN_TYPE, "filter");
            });
            batch.Add(NFT_MSG_NEWRULE, NFPROTO_INET, (ref RequestBuilder request) =>
            {
                request.Add(NFTA_RULE_TABLE, Name);
                request.Add(NFTA_RULE_CHAIN, chain);
                TraceRule.Write(ref request, flow);
            });
        }

        batch.Send(_socket, Making);
    }
}
