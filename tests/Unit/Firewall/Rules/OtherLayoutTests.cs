using Xunit;

namespace ContainerNet.Unit.Firewall.Rules;

/// <summary>CNI's portmap, nftables' own tables, and the rules of this module and of administrators.</summary>
public class OtherLayoutTests
{
    [Theory]
    [InlineData("PREROUTING", 1, "- - Jump Cni")]
    [InlineData("POSTROUTING", 1, "- - Jump Cni")]
    [InlineData("POSTROUTING", 2, "pod podman Jump Cni")]
    [InlineData("CNI-HOSTPORT-DNAT", 1, "pod - Jump Cni")]
    [InlineData("CNI-DN-5d1c0a3e9f2b7a6c8d4e1", 1, "pod podman Jump Cni")]
    [InlineData("CNI-DN-5d1c0a3e9f2b7a6c8d4e1", 2, "pod - Jump Cni")]
    [InlineData("CNI-DN-5d1c0a3e9f2b7a6c8d4e1", 3, "pod podman Publish Cni")]
    [InlineData("CNI-5d1c0a3e9f2b7a6c8d4e1f00", 1, "pod podman Other Cni")]
    [InlineData("CNI-5d1c0a3e9f2b7a6c8d4e1f00", 2, "pod - Masquerade Cni")]
    [InlineData("CNI-HOSTPORT-SETMARK", 1, "pod - Hairpin Cni")]
    [InlineData("CNI-HOSTPORT-MASQ", 1, "- - Hairpin Cni")]
    public void Portmaps_rules_are_known(string chain, int number, string expected) =>
        Assert.Equal(expected, Line("written-cni-portmap", chain, number));

    [Theory]
    [InlineData("filter-FORWARD", 1, "- - Jump Engine")]
    [InlineData("nat-prerouting-and-output", 1, "web bridge Publish Engine")]
    [InlineData("raw-PREROUTING", 1, "web bridge DirectAccessDrop Engine")]
    [InlineData("filter-forward-in__docker0", 1, "- bridge Accept Engine")]
    [InlineData("filter-forward-in__docker0", 2, "- bridge Accept Engine")]
    [InlineData("filter-forward-in__docker0", 3, "web bridge Accept Engine")]
    [InlineData("filter-forward-in__docker0", 4, "- bridge DirectAccessDrop Engine")]
    [InlineData("nat-postrouting-out__docker0", 1, "- bridge Masquerade Engine")]
    public void The_engines_nftables_backend_is_known(string chain, int number, string expected) =>
        Assert.Equal(expected, Line("nft-written-29", chain, number));

    [Theory]
    [InlineData("POSTROUTING", 1, "- podman Jump Engine")]
    [InlineData("POSTROUTING", 2, "- - Hairpin Engine")]
    [InlineData("NETAVARK-HOSTPORT-DNAT", 1, "nv - Jump Engine")]
    [InlineData("NETAVARK-HOSTPORT-SETMARK", 1, "nv - Hairpin Engine")]
    [InlineData("nv_2f259bab_10_88_0_0_nm16", 1, "- podman Other Engine")]
    [InlineData("nv_2f259bab_10_88_0_0_nm16_dnat", 3, "nv podman Publish Engine")]
    public void Netavarks_table_is_known(string chain, int number, string expected) =>
        Assert.Equal(expected, Line("nft-written-netavark", chain, number));

    [Fact]
    public void A_rule_of_nftables_has_words_counters_and_its_json()
    {
        var rule = Attributed.Read("nft-written-29").All.Select(static one => one.Rule).Single(static rule => rule.Purpose == "Publish");

        Assert.Equal("iifname != docker0 tcp dport 8080 counter dnat to 172.17.0.2:80 comment \"DNAT\"", rule.Rule);
        Assert.Equal((1ul, 60ul, "nftables", "ip docker-bridges"), (rule.Packets, rule.Bytes, rule.Backend, rule.Table));
        Assert.Contains("\"handle\": 16", rule.Text, StringComparison.Ordinal);
        Assert.Equal(["OUTPUT", "PREROUTING"], rule.Hooks.Order());
    }

    [Theory]
    [InlineData("captured-20.10-guarded", "CONTAINERNET-GUARD", 1, "web bridge Guard ContainerNet")]
    [InlineData("captured-20.10-guarded", "CONTAINERNET-GUARD", 2, "front frontnet Guard ContainerNet")]
    [InlineData("captured-20.10-guarded", "CONTAINERNET-ACCESS", 1, "- - Access ContainerNet")]
    [InlineData("captured-20.10-guarded", "CONTAINERNET-ACCESS", 2, "web - Access ContainerNet")]
    [InlineData("captured-20.10-guarded", "DOCKER-USER", 1, "- - Other Other")]
    [InlineData("captured-20.10-guarded", "DOCKER-USER", 2, "- - Jump ContainerNet")]
    public void This_modules_rules_are_told_from_an_administrators(string name, string chain, int number, string expected) =>
        Assert.Equal(expected, Line(name, chain, number));

    [Theory]
    [InlineData("filter", "DOCKER-USER", "-s 203.0.113.9/32 -d 172.17.0.2/32 -j DROP", "web bridge Access Other")]
    [InlineData("filter", "DOCKER-USER", "-p tcp -m conntrack --ctorigdstport 8080 --ctdir ORIGINAL -j DROP", "web - Access Other")]
    [InlineData("mangle", "PREROUTING", "-s 203.0.113.0/24 -p tcp -m tcp --dport 8080 -j DROP", "web - Access Other")]
    [InlineData("filter", "INPUT", "-p tcp -m tcp --dport 8080 -j DROP", "- - Other Other")]
    [InlineData("filter", "FORWARD", "-i docker0 -d 192.168.0.0/16 -j DROP", "- bridge Access Other")]
    [InlineData("filter", "FORWARD", "-i docker0 -m limit --limit 5/min -j ACCEPT", "- bridge Accept Other")]
    [InlineData("filter", "INPUT", "-i docker0 -p udp -m udp --dport 53 -j ACCEPT", "- bridge Accept Other")]
    [InlineData("filter", "ufw-before-input", "-i lo -j ACCEPT", "- - Other Other")]
    public void An_administrators_rule_is_his_and_about_whom_it_names(string table, string chain, string rule, string expected)
    {
        var text = $"*nat\n:PREROUTING ACCEPT [0:0]\n:DOCKER - [0:0]\n-A PREROUTING -j DOCKER\n"
            + "-A DOCKER ! -i docker0 -p tcp -m tcp --dport 8080 -j DNAT --to-destination 172.17.0.2:80\nCOMMIT\n"
            + $"*{table}\n:{chain} {(char.IsLower(chain[0]) || chain == "DOCKER-USER" ? "-" : "ACCEPT")} [0:0]\n-A {chain} {rule}\nCOMMIT\n";

        Assert.Equal(expected, Attributed.Line(Attributed.Of(text).All.Select(static one => one.Rule).Single(one => one.Table == table && one.Chain == chain)));
    }

    private static string Line(string name, string chain, int number) =>
        Attributed.Line(Attributed.Read(name).All.Select(static one => one.Rule).Single(rule => rule.Chain == chain && rule.Number == number));
}
