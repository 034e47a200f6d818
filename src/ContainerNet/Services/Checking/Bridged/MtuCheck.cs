using System.Net.Sockets;

namespace ContainerNet.Services.Checking.Bridged;

/// <summary>The container sends no larger packets than the interface that leads away from the host takes.</summary>
internal sealed class MtuCheck() : ContainerCheck("Mtu", ContainerMode.Bridged)
{
    public override void Judge(CheckedHost host, CheckedContainer container, Tally tally)
    {
        if (host.Traced.Interface(host.Uplink(AddressFamily.InterNetwork)) is not { } uplink) return;
        foreach (var end in container.Outbound)
        {
            var wanted = $"{end.Name} <= {uplink.Name} {uplink.Mtu}";
            if (end.Link is not { Mtu: > 0 } link) tally.Unknown(wanted, container.Name);
            else tally.Judge(link.Mtu <= uplink.Mtu, wanted, $"{link.Name} {link.Mtu}", Commands.Inside(container.Container, $"ip link set {link.Name} mtu {uplink.Mtu}"));
        }
    }
}
