using System.Buffers.Binary;

namespace ContainerNet.Linux.Netlink;

/// <summary>Reads IFLA_STATS64: the start of struct rtnl_link_stats64 of linux/if_link.h, as far as the tenth counter.</summary>
internal static class StatisticsParser
{
    private const int Size = 10 * sizeof(ulong);

    /// <exception cref="KernelException">Fewer bytes than the counters need.</exception>
    public static InterfaceStatistics Parse(in AttributeReader attribute)
    {
        var counters = attribute.Fixed(Size);
        return new InterfaceStatistics
        {
            RxPackets = At(counters, 0),
            TxPackets = At(counters, 1),
            RxBytes = At(counters, 2),
            TxBytes = At(counters, 3),
            RxErrors = At(counters, 4),
            TxErrors = At(counters, 5),
            RxDropped = At(counters, 6),
            TxDropped = At(counters, 7),
            Multicast = At(counters, 8),
            Collisions = At(counters, 9),
        };
    }

    private static ulong At(ReadOnlySpan<byte> counters, int number) =>
        BinaryPrimitives.ReadUInt64LittleEndian(counters[(number * sizeof(ulong))..]);
}
