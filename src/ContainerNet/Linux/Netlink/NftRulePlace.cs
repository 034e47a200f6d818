using System.Buffers.Binary;
using static ContainerNet.Linux.Netlink.NetfilterConstants;

namespace ContainerNet.Linux.Netlink;

/// <summary>Where a rule of nftables stands, and the number by which the kernel knows it.</summary>
/// <param name="Table">Its table.</param>
/// <param name="Chain">Its chain.</param>
/// <param name="Handle">The kernel's number of it, which no other rule of the table ever has.</param>
internal readonly record struct NftRulePlace(string Table, string Chain, ulong Handle)
{
    /// <summary>Reads NFT_MSG_NEWRULE.</summary>
    /// <exception cref="KernelException">The message is malformed.</exception>
    public static NftRulePlace Parse(ReadOnlySpan<byte> payload)
    {
        var place = new NftRulePlace("", "", 0);
        var attribute = NftablesNetlink.Attributes(payload);
        while (attribute.Read())
        {
            switch (attribute.Type)
            {
                case NFTA_RULE_TABLE: place = place with { Table = attribute.ReadString() }; break;
                case NFTA_RULE_CHAIN: place = place with { Chain = attribute.ReadString() }; break;
                case NFTA_RULE_HANDLE: place = place with { Handle = BinaryPrimitives.ReadUInt64BigEndian(attribute.Fixed(sizeof(ulong))) }; break;
            }
        }

        return place.Table.Length > 0 && place.Chain.Length > 0 ? place : throw KernelException.Malformed("a rule without its table or chain");
    }
}
