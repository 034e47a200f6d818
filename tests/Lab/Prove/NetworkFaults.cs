using ContainerNet.LabKit;
using static ContainerNet.Lab.Prove.NetworkFault;

namespace ContainerNet.Lab.Prove;

/// <summary>What goes wrong on hosts, one at a time.</summary>
internal static class NetworkFaults
{
    private const string Gone = "0000000000000000000000000000000000000000000000000000000000000000";
    private static readonly string[] s_onDocker0 = ["web", "udp", "donor", "foreign"];

    public static NetworkFault[] All { get; } = [.. Links(), .. Kernel(), .. Rules(), .. Ports(), .. Modes()];

    private static IEnumerable<NetworkFault> Links()
    {
        yield return new("veth down", ["web LinkUp"], static scene => scene.Inside.Ip("link", "set", scene.VethOf("web"), "down"));
        yield return new("interface down", ["web LinkUp"], static scene => scene.In("web", "ip", "link", "set", "eth0", "down")) { CannotTell = ["web DefaultRoute"] };
        yield return new("veth on the wrong bridge", ["web BridgePort"], static scene =>
            scene.Inside.Ip("link", "set", scene.VethOf("web"), "master", $"br-{scene.Inside.Docker("network", "inspect", "--format", "{{.Id}}", "check-net")[..12]}")) { CannotTell = ["web PortHairpin"] };
        yield return new("moved address", ["web Address"], static scene =>
        {
            scene.In("web", "ip", "addr", "del", $"{scene.AddressOf("web")}/16", "dev", "eth0");
            scene.In("web", "ip", "addr", "add", "172.17.0.99/16", "dev", "eth0");
            scene.In("web", "ip", "route", "add", "default", "via", "172.17.0.1");
        });
        yield return new("duplicate address", ["web AddressUnique"], static scene => scene.In("foreign", "ip", "addr", "add", $"{scene.AddressOf("web")}/16", "dev", "eth0"));
        yield return new("bridge without its address", Each("BridgeAddress", s_onDocker0), static scene => scene.Inside.Ip("addr", "del", "172.17.0.1/16", "dev", "docker0"));
        yield return new("no default route", ["web DefaultRoute"], static scene => scene.In("web", "ip", "route", "del", "default"));
        yield return new("larger packets than the uplink's", ["web Mtu"], static scene => scene.In("web", "ip", "link", "set", "eth0", "mtu", "9000"));
        yield return new("hairpin mode off", ["web PortHairpin"], static scene => scene.Inside.Run("bridge", "link", "set", "dev", scene.VethOf("web"), "hairpin", "off"));
    }

    private static IEnumerable<NetworkFault> Kernel()
    {
        yield return new("ip_forward off", Each("Forwarding", CheckScene.Outbound), static scene => scene.Inside.SetSysctl("net.ipv4.ip_forward", "0"));
        yield return new("strict rp_filter", ["web ReversePath"], static scene => scene.Inside.SetSysctl("net.ipv4.conf.docker0.rp_filter", "1"))
        {
            Before = static scene => scene.Inside.Ip("route", "add", scene.AddressOf("web"), "dev", Addresses.LabLink),
            After = static scene =>
            {
                scene.Inside.Ip("route", "del", scene.AddressOf("web"), "dev", Addresses.LabLink);
                scene.Inside.SetSysctl("net.ipv4.conf.docker0.rp_filter", "0");
            },
        };
        yield return new("subnet overlapped by a route", ["SubnetOverlap"], static scene => scene.Inside.Ip("route", "add", "172.17.128.0/17", "dev", Addresses.LabLink));
        yield return new("stale conntrack entry of UDP", ["udp PortStaleFlow"], static scene =>
        {
            var rule = scene.RuleWith("nat", "DOCKER", "--dport 5353");
            scene.Inside.Run(["iptables", "-t", "nat", "-D", .. rule]);
            scene.Outside.Run("bash", "-c", $"echo early > /dev/udp/{Addresses.Lab4}/5353");
            scene.Inside.Run(["iptables", "-t", "nat", "-A", .. rule]);
        });
    }

    private static IEnumerable<NetworkFault> Rules()
    {
        yield return new("flushed nat", [.. Each("SourceNat", CheckScene.Outbound), "web PortTranslated", "udp PortTranslated", "foreign PortTranslated"],
            static scene => scene.Inside.Run("iptables", "-t", "nat", "-F"));
        yield return new("no masquerade", Each("SourceNat", s_onDocker0), static scene => scene.Inside.Run(["iptables", "-t", "nat", "-D", .. scene.RuleWith("nat", "POSTROUTING", "! -o docker0")]));
        yield return new("a jump of this module's missing", ["Jumps"], static scene => scene.Inside.Run(["iptables", "-t", "nat", "-D", .. scene.RuleWith("nat", "PREROUTING", "-j CONTAINERNET")]));
        yield return new("a jump of the engine's missing", ["Jumps"], static scene => scene.Inside.Run(["iptables", "-t", "nat", "-D", .. scene.RuleWith("nat", "PREROUTING", "-j DOCKER")]));
        yield return new("policy ACCEPT", ["foreign NothingElseReachable"], static scene => scene.Inside.Run("iptables", "-P", "FORWARD", "ACCEPT"));
        yield return new("a rule that drops in FORWARD", ["web PortNotShadowed"], static scene => scene.Inside.Run("iptables", "-I", "FORWARD", "-d", scene.AddressOf("web"), "-p", "tcp", "--dport", "80", "-j", "DROP"));
        yield return new("a rule that drops what is sent", ["web OutboundAccepted"], static scene => scene.Inside.Run("iptables", "-I", "DOCKER-USER", "-s", scene.AddressOf("web"), "-m", "conntrack", "--ctstate", "NEW,RELATED", "-j", "DROP"));
        yield return new("a rule that leads elsewhere", ["web PortNotShadowed"], static scene =>
            scene.Inside.Run("iptables", "-t", "nat", "-I", "PREROUTING", "-p", "tcp", "--dport", "8080", "-m", "comment", "--comment", "it's the \"old\" one, $5", "-j", "DNAT", "--to-destination", "192.0.2.9:80"));
        yield return new("DOCKER-USER emptied", ["UserChain"], static scene => scene.Inside.Run("iptables", "-F", "DOCKER-USER"));
        yield return new("a native rule that drops", ["web NativeFirewall"], static scene =>
            scene.Inside.Run("nft", $"add table inet hc_wall; add chain inet hc_wall forward {{ type filter hook forward priority 0; }}; add rule inet hc_wall forward ip daddr {scene.AddressOf("web")} counter drop"))
        {
            After = static scene => scene.Inside.Run("nft", "delete table inet hc_wall"),
        };
        yield return new("a native policy that drops", Each("NativeFirewall", CheckScene.Outbound), static scene =>
            scene.Inside.Run("nft", "add table inet hc_wall; add chain inet hc_wall forward { type filter hook forward priority 0; policy drop; }"))
        {
            After = static scene => scene.Inside.Run("nft", "delete table inet hc_wall"),
        };
        yield return new("guard missing", ["web GuardMissing"], static scene => scene.Inside.Run(["iptables", "-D", .. scene.RuleWith("filter", "CONTAINERNET-GUARD", $"-d {scene.AddressOf("web")}/32")]));
        yield return new("a rule of a container that is gone", ["OrphanRules"], static scene => scene.Inside.Run(
            "iptables", "-A", "CONTAINERNET-GUARD", "-d", "172.17.0.77", "-m", "comment", "--comment", $"containernet:{Gone}:guard", "-j", "DROP"));
    }

    private static IEnumerable<NetworkFault> Ports()
    {
        yield return new("no translation", ["web PortTranslated"], static scene => scene.Inside.Run(["iptables", "-t", "nat", "-D", .. scene.RuleWith("nat", "DOCKER", "--dport 8080")]));
        yield return new("a port that leads to another address", ["web PortTranslated"], static scene =>
        {
            var rule = scene.RuleWith("nat", "CONTAINERNET", "--dport 8090");
            scene.Inside.Run(["iptables", "-t", "nat", "-D", .. rule]);
            scene.Inside.Run(["iptables", "-t", "nat", "-A", .. rule.Select(static word => word.EndsWith(":80", StringComparison.Ordinal) ? "172.17.0.99:80" : word)]);
        });
        yield return new("not accepted", ["web PortAccepted"], static scene => scene.Inside.Run(["iptables", "-D", .. scene.RuleWith("filter", "DOCKER", $"-d {scene.AddressOf("web")}/32")]));
        yield return new("listener on loopback", ["web PortListener"], static scene => scene.Inside.Docker("exec", "web", "sh", "-c", "killall httpd; i=0; until httpd -p 127.0.0.1:80 2>&- || [ $i -gt 50 ]; do i=$((i + 1)); sleep 0.1; done"));
        yield return new("nobody listens", ["web PortListener"], static scene => scene.Inside.Docker("exec", "web", "killall", "httpd"));
        yield return new("killed docker-proxy", ["web PortProxy"], static scene =>
            scene.Inside.Run("kill", scene.Inside.Run("ss", "-H", "-4", "-ltnp", "sport", "=", ":8080").Split("pid=")[1].Split(',')[0]));
        yield return new("a name server of nobody", ["web Dns"], static scene => scene.Inside.Docker("exec", "web", "sh", "-c", "echo nameserver 127.0.0.53 > /etc/resolv.conf"));
    }

    private static IEnumerable<NetworkFault> Modes()
    {
        yield return new("stale donor", ["joined DonorAlive"], static scene => scene.Invoke("Restart-Container donor").OrThrow()) { CannotTell = ["joined SharedNamespaces"] };
        yield return new("an interface in a closed container", ["closed LoopbackOnly"], static scene =>
        {
            scene.Inside.Ip("link", "add", "hcx0", "type", "veth", "peer", "name", "eth9", "netns", scene.ProcessOf("closed"));
            scene.In("closed", "ip", "link", "set", "eth9", "up");
        });
        yield return new("a port taken from a host container", ["agent PortClash"], static scene =>
        {
            scene.Invoke("Publish-ContainerPort web 9099:80").OrThrow();
            scene.Inside.Docker("exec", "agent", "httpd", "-p", $"{Addresses.Lab4}:9099");
        })
        {
            After = static scene => scene.Inside.Docker("exec", "agent", "killall", "httpd"),
        };
    }
}
