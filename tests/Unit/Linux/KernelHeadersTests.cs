using System.Reflection;
using ContainerNet.Cmdlets.Modes;
using ContainerNet.Linux;
using ContainerNet.Linux.Netlink;
using ContainerNet.Services.Namespaces;
using Xunit;

namespace ContainerNet.Unit.Linux;

/// <summary>Our numbers against the headers of the system the tests run on.</summary>
public class KernelHeadersTests
{
    /// <summary>These stand in the C library's headers, not in the kernel's.</summary>
    private static readonly string[] s_libraryOnly =
    [
        nameof(LibC.AF_UNSPEC), nameof(LibC.AF_INET), nameof(LibC.AF_INET6), nameof(LibC.AF_BRIDGE), nameof(LibC.AF_NETLINK), nameof(LibC.SOCK_STREAM), nameof(LibC.SOCK_DGRAM), nameof(LibC.SOCK_RAW),
        nameof(LibC.SOCK_CLOEXEC), nameof(LibC.SOL_NETLINK),
        nameof(LibC.MSG_TRUNC), nameof(LibC.SO_RCVTIMEO), nameof(LibC.MSG_DONTWAIT), nameof(LibC.EFD_CLOEXEC),
    ];

    [Theory]
    [InlineData(typeof(NetlinkConstants))]
    [InlineData(typeof(RoutingConstants))]
    [InlineData(typeof(SocketConstants))]
    [InlineData(typeof(NetfilterConstants))]
    [InlineData(typeof(ConntrackConstants))]
    [InlineData(typeof(Errno))]
    [InlineData(typeof(LibC))]
    [InlineData(typeof(ContainerNet.Runtime.LibC))]
    public void Constants_have_the_value_of_the_kernel_s_headers(Type type)
    {
        var headers = Headers();
        var constants = type.GetFields(BindingFlags.Static | BindingFlags.Public).Where(field => field.IsLiteral)
            .Where(field => !s_libraryOnly.Contains(field.Name)).ToArray();

        Assert.NotEmpty(constants);
        Assert.All(constants, field => Assert.Equal(headers[field.Name], Convert.ToInt64(field.GetRawConstantValue(), null)));
    }

    [Fact]
    public void Interface_flags_have_the_value_of_the_kernel_s_headers()
    {
        var headers = Headers();
        Assert.All(LinkFlagNames.Table, row => Assert.Equal(headers["IFF_" + row.Name], row.Flag));
        Assert.Equal(LinkFlagNames.Running, headers["IFF_RUNNING"]);
    }

    [Fact]
    public void Address_flags_have_the_value_of_the_kernel_s_headers()
    {
        var names = new Dictionary<string, string> { ["home"] = "HOMEADDRESS", ["mngtmpaddr"] = "MANAGETEMPADDR", ["autojoin"] = "MCAUTOJOIN" };
        var headers = Headers();
        Assert.All(AddressFlagNames.Table, row => Assert.Equal(
            headers["IFA_F_" + names.GetValueOrDefault(row.Name, row.Name.ToUpperInvariant().Replace('-', '_'))], row.Flag));
    }

    [Fact]
    public void Link_types_have_the_value_of_the_kernel_s_headers()
    {
        var names = new Dictionary<string, string>
        {
            ["atalk"] = "APPLETLK", ["ipip"] = "TUNNEL", ["ltalk"] = "LOCALTLK", ["gre"] = "IPGRE", ["tr"] = "IEEE802_TR", ["gre6"] = "IP6GRE",
            ["ip/ddp"] = "IPDDP", ["ieee802.11"] = "IEEE80211", ["ieee802.11/prism"] = "IEEE80211_PRISM",
            ["ieee802.11/radiotap"] = "IEEE80211_RADIOTAP", ["ieee802.15.4"] = "IEEE802154", ["ieee802.15.4/monitor"] = "IEEE802154_MONITOR",
        };
        var headers = Headers();
        var rows = LinkTypeNames.Table.Where(row => !row.Value.StartsWith("fcfb", StringComparison.Ordinal));
        Assert.All(rows, row => Assert.Equal(headers["ARPHRD_" + names.GetValueOrDefault(row.Value, row.Value.ToUpperInvariant())], row.Key));
        Assert.Equal("fcfb0", LinkTypeNames.NameOf((int)headers["ARPHRD_FCFABRIC"]));
    }

    [Fact]
    public void Operational_states_have_the_value_of_the_kernel_s_headers()
    {
        var headers = Headers();
        string[] names = ["UNKNOWN", "NOTPRESENT", "DOWN", "LOWERLAYERDOWN", "TESTING", "DORMANT", "UP"];
        Assert.All(names, name => Assert.Equal(name, LinkNumbers.State((byte)headers["IF_OPER_" + name])));
    }

    [Fact]
    public void Every_capability_of_the_kernel_s_headers_is_offered()
    {
        var known = Headers().Keys.Where(static name => name.StartsWith("CAP_", StringComparison.Ordinal) && name != "CAP_LAST_CAP");

        Assert.Empty(known.Select(static name => name[4..]).Except(CapabilityCompleter.Names));
    }

    [Fact]
    public void Names_of_routes_have_the_value_of_the_kernel_s_headers()
    {
        var headers = Headers();
        Assert.All(RouteNames.Flags, row => Assert.Equal(row.Flag, headers[
            row.Name.StartsWith("rt_", StringComparison.Ordinal) ? "RTM_F_" + row.Name[3..].ToUpperInvariant()
            : (row.Flag >= 0x100 ? "RTM_F_" : "RTNH_F_") + row.Name.ToUpperInvariant()]));
        Assert.All(RouteNames.Protocols, row => Assert.Equal(row.Key, headers["RTPROT_" + row.Value.ToUpperInvariant()]));
        Assert.All(RouteNames.Metrics[2..].Select((name, index) => (Name: name, Number: index + 2)).Where(static row => row.Name != "congctl"),
            row => Assert.Equal(row.Number, headers["RTAX_" + row.Name.ToUpperInvariant()]));
        Assert.Equal(NamespaceTrip.CLONE_NEWNET, headers["CLONE_NEWNET"]);
    }

    private static IReadOnlyDictionary<string, long> Headers()
    {
        Assert.SkipUnless(KernelHeaders.AreThere, "The kernel's headers are not installed (apt-get install linux-libc-dev).");
        return KernelHeaders.Read().Values;
    }
}
