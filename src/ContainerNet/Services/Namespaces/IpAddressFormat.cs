using System.Globalization;
using System.Text;

namespace ContainerNet.Services.Namespaces;

/// <summary>
/// Prints an interface as <c>ip addr</c> of iproute2 6.1 does inside the namespace: every blank and line break, but for the break that
/// ends the block.
/// </summary>
internal static class IpAddressFormat
{
    private static readonly CultureInfo s_plain = CultureInfo.InvariantCulture;

    public static string Print(ContainerInterface link)
    {
        var text = new StringBuilder(256);
        AppendHeading(text, link);
        AppendLinkLayer(text, link);
        foreach (var name in link.AlternativeNames) text.Append("\n    altname ").Append(name);
        foreach (var address in link.Addresses) AppendAddress(text, address);
        return text.ToString();
    }

    private static void AppendHeading(StringBuilder text, ContainerInterface link)
    {
        text.Append(s_plain, $"{link.Index}: {link.Name}");
        if (link.LinkName.Length > 0) text.Append('@').Append(link.LinkName);
        text.Append(": <");
        // ip writes M-DOWN behind a comma whether or not a flag stands before it.
        if (link.Flags is [LinkFlagNames.LinkDown]) text.Append(',');
        text.AppendJoin(',', link.Flags).Append(s_plain, $"> mtu {(uint)link.Mtu} ");
        if (link.Xdp.Length > 0) text.Append(link.Xdp).Append(' ');
        if (link.QueueDiscipline.Length > 0) text.Append(s_plain, $"qdisc {link.QueueDiscipline} ");
        if (link.Master.Length > 0) text.Append(s_plain, $"master {link.Master} ");
        if (link.State.Length > 0) text.Append(s_plain, $"state {link.State} ");
        text.Append(s_plain, $"group {link.Group} ");
        if (link.QueueLength != 0) text.Append(s_plain, $"qlen {link.QueueLength}");
    }

    private static void AppendLinkLayer(StringBuilder text, ContainerInterface link)
    {
        text.Append(s_plain, $"\n    link/{link.LinkType} {link.MacAddress}");
        if (link.Broadcast.Length > 0) text.Append(link.Flags.Contains("POINTOPOINT") ? " peer " : " brd ").Append(link.Broadcast);
        if (link.PermanentAddress.Length > 0) text.Append(" permaddr ").Append(link.PermanentAddress);
        if (link.LinkNetnsId is { } id) text.Append(" link-netnsid ").Append(id >= 0 ? id.ToString(s_plain) : "unknown");
        if (link.ProtocolDown) text.Append(" protodown on ");
    }

    private static void AppendAddress(StringBuilder text, InterfaceAddress address)
    {
        text.Append(s_plain, $"\n    {address.Family} {address.Address}");
        if (address.Peer.Length > 0) text.Append(" peer ").Append(address.Peer);
        text.Append(s_plain, $"/{address.PrefixLength} ");
        if (address.Metric != 0) text.Append(s_plain, $"metric {address.Metric} ");
        if (address.Broadcast.Length > 0) text.Append(s_plain, $"brd {address.Broadcast} ");
        text.Append(s_plain, $"scope {address.Scope} ");
        foreach (var flag in address.Flags) text.Append(flag).Append(' ');
        text.Append(address.Label).Append("\n       valid_lft ");
        AppendLifetime(text, address.ValidLifetime, signed: false);
        text.Append(" preferred_lft ");
        AppendLifetime(text, address.PreferredLifetime, signed: address.Flags.Contains(AddressFlagNames.Deprecated));
    }

    private static void AppendLifetime(StringBuilder text, uint seconds, bool signed)
    {
        if (seconds == uint.MaxValue) text.Append("forever");
        else if (signed) text.Append(s_plain, $"{(int)seconds}sec");
        else text.Append(s_plain, $"{seconds}sec");
    }
}
