using System.Net;
using ContainerNet.Iptables;
using ContainerNet.Linux;
using ContainerNet.Linux.Netlink;
using ContainerNet.Services.Firewall;
using ContainerNet.Services.Namespaces;

namespace ContainerNet.Services.Publishing;

/// <summary>
/// The hairpin mode of containers' bridge ports, which lets a container reach its own published port. Who turned it on stands in the comments of the
/// rules that need it, so that it goes with the last of them, and stays where the engine had it on.
/// </summary>
internal sealed class HairpinPorts(NamespaceService namespaces)
{
    /// <summary>The addresses whose hairpin mode this module turned on, as the rules say.</summary>
    public static HashSet<IPAddress> OursIn(IEnumerable<(Rule Rule, RuleOwner Owner)> rules) =>
        [.. rules.Where(static pair => pair.Owner.Purpose == RulePurpose.Hairpin).Select(static pair => AddressOf(pair.Rule)).OfType<IPAddress>()];

    /// <summary>Whether it is this module that turns it on: nobody else has done so.</summary>
    /// <exception cref="ContainerNetException">NamespaceGone, KernelViewDenied, NetlinkFailed.</exception>
    public bool IsOff(int processId, IPAddress address) => Find(processId, address) is var index && index != 0 && Ask(netlink => !netlink.ReadHairpin(index));

    /// <summary>The addresses of a container whose hairpin mode is this module's to turn on.</summary>
    /// <param name="target">The container.</param>
    /// <param name="ours">Those it turned on already, as the rules say.</param>
    /// <exception cref="ContainerNetException">NamespaceGone, KernelViewDenied, NetlinkFailed.</exception>
    public IPAddress[] Choose(PublishTarget target, HashSet<IPAddress> ours) =>
        [.. target.Addresses.Select(static to => to.Address).Where(address => ours.Contains(address) || IsOff(target.ProcessId, address))];

    /// <summary>Turns it on or off; a port that is gone is fine.</summary>
    /// <exception cref="ContainerNetException">NamespaceGone, KernelViewDenied, NetlinkFailed.</exception>
    public void Set(int processId, IPAddress address, bool on)
    {
        if (Find(processId, address) is not (not 0 and var index)) return;
        Ask(netlink =>
        {
            netlink.SetHairpin(index, on);
            return true;
        });
    }

    private int Find(int processId, IPAddress address)
    {
        var text = address.ToString();
        return namespaces.ReadInterfaces(processId)
            .FirstOrDefault(link => link.Kind == "veth" && Array.Exists(link.Addresses, one => one.Address == text))?.PeerIndex ?? 0;
    }

    private static bool Ask(Func<BridgePortNetlink, bool> question)
    {
        try
        {
            using var netlink = BridgePortNetlink.Open();
            return question(netlink);
        }
        catch (KernelException exception) when (exception.Errno == Errno.ENODEV)
        {
            return false;
        }
        catch (KernelException exception)
        {
            throw KernelErrors.ToContainerNet(exception, Environment.ProcessId);
        }
    }

    private static IPAddress? AddressOf(Rule rule) => IPAddress.TryParse((rule.Find("-d")?.Value ?? "").Split('/')[0], out var address) ? address : null;
}
