using System.Globalization;
using ContainerNet.Resources;

namespace ContainerNet.Services.Publishing;

/// <summary>Settles which ports of the host are published: those that were named and are free, and free ones where the choice was left.</summary>
/// <param name="held">Tells who holds a port.</param>
internal sealed class FreePorts(HeldPorts held)
{
    // Where the kernel does not tell: the engine's own choice (moby, libnetwork/portallocator).
    private static readonly PortRange s_ephemeral = new(49153, 65535);

    /// <summary>The ports, each with one port of the host.</summary>
    /// <param name="mappings">What was asked for.</param>
    /// <param name="cancellationToken">Ends it at once.</param>
    /// <exception cref="ContainerNetException">PortInUse, naming the holder.</exception>
    public PortMapping[] Settle(IEnumerable<PortMapping> mappings, CancellationToken cancellationToken)
    {
        var settled = new List<PortMapping>();
        foreach (var mapping in mappings)
        {
            cancellationToken.ThrowIfCancellationRequested();
            settled.Add(Settle(mapping, one => Twice(settled, one) ?? held.Find(one, cancellationToken)));
        }

        return [.. settled];
    }

    private static PortMapping Settle(PortMapping mapping, Func<PortMapping, string?> holder)
    {
        var wanted = mapping.HostPort == 0 ? Ephemeral() : new PortRange(mapping.HostPort, Math.Max(mapping.HostPort, mapping.HostPortEnd));
        string? last = null;
        foreach (var port in wanted.Ports)
        {
            var one = mapping with { HostPort = port, HostPortEnd = port };
            last = holder(one);
            if (last is null) return one;
        }

        throw ContainerNetException.Create(ErrorId.PortInUse, mapping.ToString(), mapping, last);
    }

    private static string? Twice(List<PortMapping> settled, PortMapping mapping) =>
        settled.Exists(one => one.HostPort == mapping.HostPort && one.Protocol == mapping.Protocol
            && HostAddresses.Wanted(one.HostIP).Any(held => HostAddresses.Wanted(mapping.HostIP).Any(wanted => HostAddresses.Exclude(wanted, held))))
            ? Text.Get("Holder_SameCommand") : null;

    private static PortRange Ephemeral()
    {
        try
        {
            string[] numbers = File.ReadAllText("/proc/sys/net/ipv4/ip_local_port_range").Split('\t', StringSplitOptions.TrimEntries);
            return new PortRange(int.Parse(numbers[0], CultureInfo.InvariantCulture), int.Parse(numbers[^1], CultureInfo.InvariantCulture));
        }
        catch (Exception exception) when (exception is IOException or FormatException)
        {
            return s_ephemeral;
        }
    }
}
