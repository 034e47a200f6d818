using System.Buffers.Binary;
using static ContainerNet.Linux.Netlink.NetfilterConstants;
using static ContainerNet.Linux.Netlink.NetlinkConstants;

namespace ContainerNet.Linux.Netlink;

/// <summary>Questions to nftables, which iptables-nft keeps its rules in too. Needs CAP_NET_ADMIN. For one thread at a time.</summary>
internal sealed class NftablesNetlink : IDisposable
{
    /// <summary>The size of struct nfgenmsg of linux/netfilter/nfnetlink.h; the family stands first in it.</summary>
    public const int HeaderSize = 4;

    private readonly NetlinkSocket _socket;
    private uint _sequence;

    private NftablesNetlink(NetlinkSocket socket) => _socket = socket;

    /// <summary>Asks about the network namespace this process is in.</summary>
    /// <exception cref="KernelException">The kernel has no netfilter netlink.</exception>
    public static NftablesNetlink Open() => new(NetlinkSocket.Open(NETLINK_NETFILTER));

    /// <summary>A number that is another one after every change of a rule, chain, set or table of this network namespace (libnftnl, nft_gen).</summary>
    /// <exception cref="KernelException">A right is missing, or the kernel has no nftables.</exception>
    public uint ReadGeneration()
    {
        // With an acknowledgement the answer ends as a dump does.
        var answers = Ask("NFT_MSG_GETGEN", NFT_MSG_GETGEN, NLM_F_ACK, NFT_MSG_NEWGEN, ParseGeneration);
        return answers is [var only] ? only : throw KernelException.Malformed($"{answers.Count} generations");
    }

    /// <summary>The tables of every family.</summary>
    /// <exception cref="KernelException">A right is missing, or the kernel has no nftables.</exception>
    public List<NftTable> DumpTables() => Ask("NFT_MSG_GETTABLE", NFT_MSG_GETTABLE, NLM_F_DUMP, NFT_MSG_NEWTABLE, ParseTable);

    /// <summary>The rules of every table of a family, in the order of their chains.</summary>
    /// <param name="family">NFPROTO_*.</param>
    /// <exception cref="KernelException">A right is missing, or the kernel has no nftables.</exception>
    public List<NftRulePlace> DumpRules(byte family) => Ask("NFT_MSG_GETRULE", NFT_MSG_GETRULE, NLM_F_DUMP, NFT_MSG_NEWRULE, NftRulePlace.Parse, family);

    /// <inheritdoc/>
    public void Dispose() => _socket.Dispose();

    private static uint ParseGeneration(ReadOnlySpan<byte> payload)
    {
        var attributes = Attributes(payload);
        while (attributes.Read())
        {
            // Unlike rtnetlink's numbers, those of nftables stand in network order.
            if (attributes.Type == NFTA_GEN_ID) return BinaryPrimitives.ReadUInt32BigEndian(attributes.Fixed(sizeof(uint)));
        }

        throw KernelException.Malformed("a generation without its number");
    }

    private static NftTable ParseTable(ReadOnlySpan<byte> payload)
    {
        var attributes = Attributes(payload);
        while (attributes.Read())
        {
            if (attributes.Type == NFTA_TABLE_NAME) return new NftTable(payload[0], attributes.ReadString());
        }

        throw KernelException.Malformed("a table without a name");
    }

    /// <summary>The attributes of a message behind its header.</summary>
    /// <exception cref="KernelException">The message is cut off.</exception>
    public static AttributeReader Attributes(ReadOnlySpan<byte> payload) =>
        payload.Length >= HeaderSize ? new AttributeReader(payload[HeaderSize..]) : throw KernelException.Malformed($"{payload.Length} bytes where struct nfgenmsg was due");

    private List<T> Ask<T>(string operation, int question, int flags, int answer, MessageParser<T> parse, byte family = NFPROTO_UNSPEC) =>
        DumpExchange.Run(_socket, operation, TypeOf(answer), parse, buffer =>
        {
            var request = new RequestBuilder(buffer, TypeOf(question), flags, ++_sequence, HeaderSize);
            request.Fixed[0] = family;
            return (request.Finish().Length, _sequence);
        });

    private static int TypeOf(int message) => (NFNL_SUBSYS_NFTABLES << 8) | message;
}

/// <summary>A table of nftables.</summary>
/// <param name="Family">NFPROTO_*.</param>
/// <param name="Name">Its name; the kernel takes any text for one.</param>
internal readonly record struct NftTable(byte Family, string Name)
{
    /// <summary>The family in nft's words; empty for one nft has no word for.</summary>
    public string FamilyName => Family switch
    {
        NFPROTO_IPV4 => "ip",
        NFPROTO_IPV6 => "ip6",
        NFPROTO_INET => "inet",
        NFPROTO_BRIDGE => "bridge",
        NFPROTO_ARP => "arp",
        NFPROTO_NETDEV => "netdev",
        _ => "",
    };

    /// <inheritdoc/>
    public override string ToString() => $"{FamilyName} {Name}";
}
