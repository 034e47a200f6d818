using System.Globalization;

namespace ContainerNet.Services.Namespaces;

/// <summary>The names of address flags in the order of ip(8) 6.1. The numbers are IFA_F_* of linux/if_addr.h.</summary>
internal static class AddressFlagNames
{
    public const uint Secondary = 0x01;
    public const uint Permanent = 0x80;

    public const string Deprecated = "deprecated";

    public static readonly (uint Flag, string Name)[] Table =
    [
        (Secondary, "secondary"), (0x02, "nodad"), (0x04, "optimistic"), (0x08, "dadfailed"), (0x10, "home"), (0x20, Deprecated),
        (0x40, "tentative"), (Permanent, "permanent"), (0x100, "mngtmpaddr"), (0x200, "noprefixroute"), (0x400, "autojoin"),
        (0x800, "stable-privacy"),
    ];

    /// <param name="flags">IFA_F_*.</param>
    /// <param name="v6">An IPv6 address: there the secondary flag means a temporary one.</param>
    public static string[] NamesOf(uint flags, bool v6)
    {
        var names = new List<string>(2);
        foreach (var (flag, name) in Table)
        {
            // What is not permanent is named; the lifetime came from a router or a DHCP client.
            if (flag == Permanent && (flags & flag) == 0) names.Add("dynamic");
            else if (flag != Permanent && (flags & flag) != 0) names.Add(flag == Secondary && v6 ? "temporary" : name);
            flags &= ~flag;
        }

        if (flags != 0) names.Add("flags " + flags.ToString("x2", CultureInfo.InvariantCulture));
        return [.. names];
    }
}
