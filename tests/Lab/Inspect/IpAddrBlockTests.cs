using ContainerNet.LabKit;
using Xunit;

namespace ContainerNet.Lab.Inspect;

/// <summary>ToString() of what Get-ContainerInterface gives, against <c>ip addr</c> run in the same namespace, byte for byte.</summary>
public sealed class IpAddrBlockTests(LabFixture lab) : IDisposable
{
    private const int Attempts = 10;

    /// <summary>What <c>ip</c> is told to make in the namespace, and a word that has to stand in its answer then.</summary>
    public static TheoryData<string, string[]> Decorations => new()
    {
        { "link-netnsid 0", [] },
        { "v1@v2: ", ["link add v1 type veth peer name v2"] },
        { "M-DOWN", ["link add v1 type veth peer name v2", "link set v1 up"] },
        { "master br0", ["link add br0 type bridge", "link add v1 type veth peer name v2", "link set v1 master br0", "link set br0 up"] },
        { "NOARP", ["link add d0 type ifb", "link set d0 up"] },
        { "dummy0: ", ["link add dummy0 type dummy", "link set dummy0 up"] },
        { "mv0@eth0: ", ["link add link eth0 name mv0 type macvlan mode bridge"] },
        { "eth0.7@eth0: ", ["link add link eth0 name eth0.7 type vlan id 7", "link set eth0.7 up"] },
        { "link/ipip 10.1.1.1 peer 10.1.1.2", ["link add ipip1 type ipip local 10.1.1.1 remote 10.1.1.2"] },
        { "link/sit 10.1.1.1 peer 10.1.1.2", ["link add sit1 type sit local 10.1.1.1 remote 10.1.1.2"] },
        { "link/gre 10.1.1.1 peer 10.1.1.2", ["link add gre1 type gre local 10.1.1.1 remote 10.1.1.2"] },
        { "link/gre6 fd00::1 peer fd00::2", ["link add g6 type ip6gre local fd00::1 remote fd00::2"] },
        { "link/none \n", ["tuntap add tun0 mode tun", "link set tun0 up"] },
        { "inet 10.7.0.1 peer 10.7.0.2/32 ", ["tuntap add tun0 mode tun", "addr add 10.7.0.1 peer 10.7.0.2/32 dev tun0"] },
        { "mtu 1450", ["link add vx0 type vxlan id 42 dev eth0 dstport 4789"] },
        { "group 17", ["link set eth0 group 17"] },
        { "ALLMULTI,PROMISC", ["link set eth0 allmulticast on", "link set eth0 promisc on"] },
        { "altname second", ["link property add dev eth0 altname anothername", "link property add dev eth0 altname second"] },
        { "protodown on", ["link add link eth0 name mv0 type macvlan mode bridge", "link set mv0 protodown on"] },
        { "group default \n", ["link set eth0 txqueuelen 0"] },
        { "link/ether 02:00:00:00:00:99 ", ["link set eth0 address 02:00:00:00:00:99"] },
        { "secondary eth0:x\n", ["addr add 10.9.0.2/24 brd + dev eth0", "addr add 10.9.0.3/24 dev eth0 label eth0:x"] },
        { " dynamic eth0\n", ["addr add 10.9.0.4/24 dev eth0 valid_lft 90000 preferred_lft 80000"] },
        { "metric 77 ", ["addr add 10.8.0.1/24 dev eth0 metric 77 scope link"] },
        { "scope 100 noprefixroute", ["addr add 10.8.1.1/24 dev eth0 noprefixroute scope 100"] },
        { "autojoin", ["addr add 239.1.1.1/32 dev eth0 autojoin"] },
        { "nodad", ["addr add fd00:9::2/64 dev eth0 nodad"] },
        { "preferred_lft 0sec", ["addr add fd00:9::3/64 dev eth0 preferred_lft 0 valid_lft 70000"] },
        { "home", ["addr add fd00:9::4/64 dev eth0 home"] },
        { "mngtmpaddr", ["addr add fd00:9::4/64 dev eth0 mngtmpaddr"] },
        { "tentative", ["link add v1 type veth peer name v2", "addr add fd00:9::5/64 dev v2"] },
        { "inet6 fd00:a::1 peer fd00:a::2/128 ", ["addr add fd00:a::1 peer fd00:a::2/128 dev eth0"] },
        { "fe80::5efe:c0a8:1/64 ", ["addr add fe80::5efe:c0a8:1/64 dev eth0"] },
        { "::10.1.2.3/128 ", ["addr add ::10.1.2.3/128 dev eth0", "addr add ::ffff:10.1.2.3/128 dev eth0"] },
    };

    [Theory]
    [MemberData(nameof(Decorations))]
    public void The_text_is_what_ip_addr_prints(string expected, string[] commands)
    {
        Run("cn-deco", "--sysctl", "net.ipv6.conf.all.disable_ipv6=0", "--sysctl", "net.ipv6.conf.default.disable_ipv6=0");
        var inside = new NamespaceOfContainer(lab, "cn-deco");
        foreach (var command in commands) Decorate(inside, command);

        var (ip, ours) = ReadBoth(inside);

        Assert.Contains(expected, ip, StringComparison.Ordinal);
        Assert.Equal(ip, ours);
    }

    [Fact]
    public void The_text_of_a_closed_container_is_what_ip_addr_prints()
    {
        Run("cn-deco", "--network", "none");
        var (ip, ours) = ReadBoth(new NamespaceOfContainer(lab, "cn-deco"));

        Assert.Equal(ip, ours);
    }

    [Fact]
    public void The_text_of_a_container_on_the_host_s_network_is_what_ip_addr_prints()
    {
        Run("cn-deco", "--network", "host");
        var (ip, ours) = ReadBoth(new NamespaceOfContainer(lab, "cn-deco"));

        Assert.Equal(ip, ours);
    }

    public void Dispose() => lab.RemoveAllContainers();

    private void Run(string name, params string[] options) =>
        lab.Inside.Docker(["run", "--detach", "--name", name, .. options, LabImages.Busybox, "sleep", "300"]);

    private static void Decorate(NamespaceOfContainer inside, string command)
    {
        var result = inside.Try(["ip", .. command.Split(' ')]);
        if (result.Error.Contains("Unknown device type", StringComparison.Ordinal))
            Assert.Skip($"This kernel has no such device: ip {command}");
        result.OrThrow();
    }

    /// <summary>Both texts of one moment: lifetimes tick, and the kernel ends its search for duplicate addresses when it likes.</summary>
    private (string Ip, string Ours) ReadBoth(NamespaceOfContainer inside)
    {
        for (var attempt = 1; ; attempt++)
        {
            var before = inside.ReadIpAddr();
            var ours = string.Concat(lab.Session.Invoke("Get-ContainerInterface cn-deco").OrThrow().Select(link => link.BaseObject + "\n"));
            if (before == inside.ReadIpAddr() || attempt == Attempts) return (before, ours);
        }
    }
}
