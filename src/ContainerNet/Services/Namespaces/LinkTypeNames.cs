using System.Collections.Frozen;
using System.Globalization;

namespace ContainerNet.Services.Namespaces;

/// <summary>The names ip(8) gives to link layer types. The numbers are ARPHRD_* of linux/if_arp.h.</summary>
internal static class LinkTypeNames
{
    public const int Tunnel = 768;
    public const int Tunnel6 = 769;
    public const int Sit = 776;
    public const int Gre = 778;
    public const int Gre6 = 823;

    public static readonly FrozenDictionary<int, string> Table = new Dictionary<int, string>
    {
        [0] = "netrom", [1] = "ether", [2] = "eether", [3] = "ax25", [4] = "pronet", [5] = "chaos", [6] = "ieee802", [7] = "arcnet",
        [8] = "atalk", [15] = "dlci", [19] = "atm", [23] = "metricom", [24] = "ieee1394", [32] = "infiniband",
        [256] = "slip", [257] = "cslip", [258] = "slip6", [259] = "cslip6", [260] = "rsrvd", [264] = "adapt", [270] = "rose",
        [271] = "x25", [272] = "hwx25", [280] = "can",
        [512] = "ppp", [513] = "hdlc", [516] = "lapb", [517] = "ddcmp", [518] = "rawhdlc",
        [Tunnel] = "ipip", [Tunnel6] = "tunnel6", [770] = "frad", [771] = "skip", [772] = "loopback", [773] = "ltalk", [774] = "fddi",
        [775] = "bif", [Sit] = "sit", [777] = "ip/ddp", [Gre] = "gre", [779] = "pimreg", [780] = "hippi", [781] = "ash",
        [782] = "econet", [783] = "irda", [784] = "fcpp", [785] = "fcal", [786] = "fcpl",
        [787] = "fcfb0", [788] = "fcfb1", [789] = "fcfb2", [790] = "fcfb3", [791] = "fcfb4", [792] = "fcfb5", [793] = "fcfb6",
        [794] = "fcfb7", [795] = "fcfb8", [796] = "fcfb9", [797] = "fcfb10", [798] = "fcfb11", [799] = "fcfb12",
        [800] = "tr", [801] = "ieee802.11", [802] = "ieee802.11/prism", [803] = "ieee802.11/radiotap", [804] = "ieee802.15.4",
        [805] = "ieee802.15.4/monitor", [820] = "phonet", [821] = "phonet_pipe", [822] = "caif", [Gre6] = "gre6", [824] = "netlink",
        [825] = "6lowpan", [0xFFFE] = "none", [0xFFFF] = "void",
    }.ToFrozenDictionary();

    public static string NameOf(int type) => Table.TryGetValue(type, out var name) ? name : string.Create(CultureInfo.InvariantCulture, $"[{type}]");
}
