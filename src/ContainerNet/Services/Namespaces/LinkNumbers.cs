using System.Globalization;

namespace ContainerNet.Services.Namespaces;

/// <summary>Names for the other numbers of an interface, as ip(8) prints them.</summary>
internal static class LinkNumbers
{
    // IF_OPER_* of linux/if.h, RFC 2863.
    private static readonly string[] s_states = ["UNKNOWN", "NOTPRESENT", "DOWN", "LOWERLAYERDOWN", "TESTING", "DORMANT", "UP"];

    // XDP_ATTACHED_* of linux/if_link.h.
    private static readonly string[] s_xdpModes = ["", "xdp", "xdpgeneric", "xdpoffload", "xdpmulti"];

    public static string State(byte? state) => state switch
    {
        null => "",
        { } known when known < s_states.Length => s_states[known],
        { } other => string.Create(CultureInfo.InvariantCulture, $"0x{other:x}"),
    };

    public static string Group(int group) => group == 0 ? "default" : group.ToString(CultureInfo.InvariantCulture);

    /// <summary>RT_SCOPE_* of linux/rtnetlink.h.</summary>
    public static string Scope(byte scope) => scope switch
    {
        0 => "global",
        200 => "site",
        253 => "link",
        254 => "host",
        255 => "nowhere",
        _ => scope.ToString(CultureInfo.InvariantCulture),
    };

    public static string Xdp(byte mode, uint program)
    {
        if (mode == 0) return "";
        var name = mode < s_xdpModes.Length ? s_xdpModes[mode] : string.Create(CultureInfo.InvariantCulture, $"xdp[{mode}]");
        return program == 0 ? name : string.Create(CultureInfo.InvariantCulture, $"{name}/id:{program}");
    }
}
