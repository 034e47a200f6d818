using System.Net;
using ContainerNet.Linux;
using ContainerNet.Linux.Netlink;
using ContainerNet.Services.Namespaces;

namespace ContainerNet.Services.Publishing;

/// <summary>The addresses of this host, and the interfaces that have them.</summary>
internal sealed class HostNetwork
{
    // linux/rtnetlink.h
    private const byte RT_SCOPE_UNIVERSE = 0;

    private readonly Lazy<HashSet<IPAddress>> _addresses;
    private readonly Lazy<string[]> _links;
    private readonly Lazy<List<(IPAddress Address, int Link, byte Scope)>> _all = new(Read);

    public HostNetwork()
    {
        _addresses = new(() => [.. _all.Value.Select(static one => one.Address)]);
        _links = new(ReadLinks);
    }

    /// <summary>Whether an address is one of this host's own.</summary>
    /// <exception cref="ContainerNetException">NetlinkFailed.</exception>
    public bool Has(IPAddress address) => _addresses.Value.Contains(address);

    /// <summary>The names of the interfaces that have an address others can send to, and are no bridge: behind those are containers.</summary>
    /// <exception cref="ContainerNetException">NetlinkFailed.</exception>
    public IReadOnlyList<string> Links => _links.Value;

    private static List<(IPAddress Address, int Link, byte Scope)> Read() => Ask(static lease =>
        lease.Netlink.DumpAddresses(null).Where(static one => one.Local.Length > 0)
            .Select(static one => (new IPAddress(one.Local), one.LinkIndex, one.Scope)).ToList());

    private string[] ReadLinks() => Ask(lease => _all.Value
        .Where(static one => one.Scope == RT_SCOPE_UNIVERSE && !IPAddress.IsLoopback(one.Address))
        .Select(static one => one.Link).Distinct().Select(index => lease.Netlink.FindLink(index, null))
        .Where(static link => link is { Kind: not "bridge" }).Select(static link => link!.Name).ToArray());

    private static T Ask<T>(Func<NetlinkLease, T> question)
    {
        try
        {
            using var lease = NetlinkPool.Rent();
            var answer = question(lease);
            lease.Keep();
            return answer;
        }
        catch (KernelException exception)
        {
            throw KernelErrors.ToContainerNet(exception, Environment.ProcessId);
        }
    }
}
