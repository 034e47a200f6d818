using System.Net;
using System.Net.Sockets;
using ContainerNet.Iptables.Matching;

namespace ContainerNet.Services.Checking.Bridged;

/// <summary>No chain of nftables beside iptables throws away what the container sends, or what is sent to its published ports.</summary>
internal sealed class NativeFirewallCheck() : ContainerCheck("NativeFirewall", ContainerMode.Bridged)
{
    private static readonly IPAddress s_stranger = IPAddress.Parse("198.51.100.1");

    public override void Judge(CheckedHost host, CheckedContainer container, Tally tally)
    {
        var uplink = host.Uplink(AddressFamily.InterNetwork);
        foreach (var end in container.Outbound.Where(static end => end.Address is not null))
        {
            if (!host.Snapshot.HasFirewall)
            {
                tally.Unknown($"{end.Address}", Reasons.OfRules(host));
                continue;
            }

            foreach (var packet in Packets(container, end, uplink))
            {
                var verdict = host.Native.Judge(packet);
                if (verdict.Dropped == Answer.Unknown) tally.Unknown($"{end.Address}", verdict.By);
                else tally.Judge(verdict.Dropped == Answer.No, $"{end.Address}", verdict.By, verdict.Fix);
            }
        }
    }

    private static IEnumerable<NativePacket> Packets(CheckedContainer container, CheckedEnd end, string uplink)
    {
        yield return new NativePacket(end.Bridge, uplink, end.Address!, s_stranger, "tcp", 443);
        foreach (var port in container.Ports.DistinctBy(static port => (port.Protocol, port.ContainerPort)))
            yield return new NativePacket(uplink, end.Bridge, s_stranger, end.Address!, port.Protocol, port.ContainerPort);
    }
}
