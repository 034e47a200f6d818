using System.Buffers.Binary;
using static ContainerNet.Linux.Netlink.RoutingConstants;

namespace ContainerNet.Linux.Netlink;

/// <summary>A route as RTM_NEWROUTE tells it (struct rtmsg of linux/rtnetlink.h), still in the kernel's numbers.</summary>
internal sealed class RouteMessage : RoutingMessage
{
    // struct rta_cacheinfo: references, last use, expiry, error, and four more words.
    private const int CacheInfoSize = 32;

    private RouteMessage(ReadOnlySpan<byte> payload)
        : base(payload, "a route")
    {
        Protocol = payload[5];
        Scope = payload[6];
        Type = payload[7];
        TakeAttributes(payload);
    }

    public byte Protocol { get; }
    public byte Scope { get; }
    public byte Type { get; }
    public byte[] PreferredSource { get; private set; } = [];

    /// <summary>null where the kernel tells none; IPv6 routes always have one.</summary>
    public uint? Priority { get; private set; }

    /// <summary>The one way out; empty where <see cref="NextHops"/> holds several.</summary>
    public RouteHop Hop { get; } = new();
    public List<RouteHop> NextHops { get; } = [];

    /// <summary>RTAX_* with their values, in the kernel's order; the bits of locked ones stand under RTAX_LOCK.</summary>
    public List<(int Metric, uint Value, string Text)> Metrics { get; } = [];

    /// <summary>In hundredths of a second (USER_HZ); 0 for a route that does not expire.</summary>
    public int Expires { get; private set; }

    /// <summary>What one who tries the route gets, as the kernel's negative error number; 0 for none.</summary>
    public int Error { get; private set; }
    public byte? Preference { get; private set; }
    public uint NextHopId { get; private set; }

    /// <exception cref="KernelException">The message is malformed.</exception>
    public static RouteMessage Parse(ReadOnlySpan<byte> payload) => new(payload);

    /// <inheritdoc/>
    protected override void Take(in AttributeReader attribute)
    {
        switch (attribute.Type)
        {
            case RTA_PREFSRC: PreferredSource = attribute.Value.ToArray(); break;
            case RTA_PRIORITY: Priority = attribute.ReadUInt32(); break;
            case RTA_PREF: Preference = attribute.ReadByte(); break;
            case RTA_NH_ID: NextHopId = attribute.ReadUInt32(); break;
            case RTA_METRICS: TakeMetrics(new AttributeReader(attribute.Value)); break;
            case RTA_MULTIPATH: RouteHop.ReadAll(attribute.Value, NextHops); break;
            case RTA_CACHEINFO:
                var info = attribute.Fixed(CacheInfoSize);
                Expires = BinaryPrimitives.ReadInt32LittleEndian(info[8..]);
                Error = BinaryPrimitives.ReadInt32LittleEndian(info[12..]);
                break;
            default: Hop.Take(in attribute); break;
        }
    }

    private void TakeMetrics(AttributeReader metric)
    {
        while (metric.Read())
        {
            // The congestion control algorithm is a name, everything else a number.
            if (metric.Value.Length == sizeof(uint) && metric.Type != RTAX_CC_ALGO) Metrics.Add((metric.Type, metric.ReadUInt32(), ""));
            else Metrics.Add((metric.Type, 0, metric.ReadString()));
        }
    }
}
