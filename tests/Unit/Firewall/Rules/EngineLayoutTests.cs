using ContainerNet.Services.Firewall.Rules;
using Xunit;

namespace ContainerNet.Unit.Firewall.Rules;

/// <summary>The layouts of the engine's versions: whose each rule is and what it is for.</summary>
public class EngineLayoutTests
{
    public static TheoryData<string> Iptables => ["captured-20.10-published", "written-27", "written-28.0.0", "written-28.1", "written-28", "written-29"];

    [Theory]
    [MemberData(nameof(Iptables))]
    public void A_published_port_is_an_address_translation_and_an_accept_of_its_container(string name)
    {
        var rules = Attributed.Read(name).All.Select(static one => one.Rule).Where(static rule => rule.ContainerName == "web").ToArray();

        Assert.Contains(rules, static rule => rule is { Table: "nat", Purpose: "Publish", Owner: "Engine", Target: "DNAT" });
        Assert.Contains(rules, static rule => rule is { Table: "filter", Purpose: "Accept", Owner: "Engine", Target: "ACCEPT" });
    }

    [Theory]
    [InlineData("captured-20.10-published", "-j MASQUERADE", "- bridge Masquerade Engine")]
    [InlineData("written-27", "-s 172.17.0.0/16 ! -o docker0 -j MASQUERADE", "- bridge Masquerade Engine")]
    [InlineData("written-27", "-s 172.17.0.2/32 -d 172.17.0.2/32 -p tcp -m tcp --dport 80 -j MASQUERADE", "web bridge Hairpin Engine")]
    [InlineData("written-27", "-o docker0 -m conntrack --ctstate RELATED,ESTABLISHED -j ACCEPT", "- bridge Accept Engine")]
    [InlineData("written-27", "-i docker0 ! -o docker0 -j ACCEPT", "- bridge Accept Engine")]
    [InlineData("written-27", "-i docker0 ! -o docker0 -j DOCKER-ISOLATION-STAGE-2", "- bridge Jump Engine")]
    [InlineData("written-27", "-o docker0 -j DROP", "- bridge Isolation Engine")]
    [InlineData("written-27", "-m addrtype --dst-type LOCAL -j DOCKER", "- - Jump Engine")]
    [InlineData("written-27-ipv6", "! -s fe80::/10 ! -i br-2181c3140bba -p tcp -m tcp --dport 8080 -j DNAT --to-destination [fd77:6::2]:80", "front frontnet Publish Engine")]
    [InlineData("written-27-ipv6", "-s fd77:6::/64 ! -o br-2181c3140bba -j MASQUERADE", "- frontnet Masquerade Engine")]
    [InlineData("written-27-ipv6", "-s fd77:6::2/128 -d fd77:6::2/128 -p tcp -m tcp --dport 80 -j MASQUERADE", "front frontnet Hairpin Engine")]
    [InlineData("written-28.0.0", "-m set --match-set docker-ext-bridges-v4 dst -m conntrack --ctstate RELATED,ESTABLISHED -j ACCEPT", "- - Other Engine")]
    [InlineData("written-28.0.0", "! -i docker0 -o docker0 -j DROP", "- bridge DirectAccessDrop Engine")]
    [InlineData("written-28.0.0", "-d 172.17.0.2/32 ! -i docker0 -p tcp -m tcp --dport 80 -j DROP", "web bridge DirectAccessDrop Engine")]
    [InlineData("written-28.1", "-d 127.0.0.1/32 ! -i lo -p tcp -m tcp --dport 8081 -j DROP", "web - DirectAccessDrop Engine")]
    [InlineData("written-28.1", "! -s 172.19.0.0/16 -o br-9c41d0ab77e2 -j DROP", "- closed Isolation Engine")]
    [InlineData("written-28.1", "! -d 172.19.0.0/16 -i br-9c41d0ab77e2 -j DROP", "- closed Isolation Engine")]
    [InlineData("written-28.1", "-o docker0 -m addrtype --src-type LOCAL -j MASQUERADE", "- bridge Masquerade Engine")]
    [InlineData("written-28.1", "-p tcp -m tcp --dport 8090 -j DNAT --to-destination 172.18.0.2:81", "front frontnet Publish Engine")]
    [InlineData("written-28", "-d 172.17.0.2/32 ! -i docker0 -j DROP", "web bridge DirectAccessDrop Engine")]
    [InlineData("written-28", "-o docker0 -j DOCKER", "- bridge Jump Engine")]
    [InlineData("written-29", "-d 172.17.0.2/32 ! -i docker0 -o docker0 -p tcp -m tcp --dport 80 -j ACCEPT", "web bridge Accept Engine")]
    [InlineData("written-29", "-i docker0 -j ACCEPT", "- bridge Accept Engine")]
    public void Each_rule_is_known(string name, string rule, string expected) =>
        Assert.All(Matching(Attributed.Read(name), rule), found => Assert.Equal(expected, Attributed.Line(found)));

    [Theory]
    [MemberData(nameof(Iptables))]
    [InlineData("nft-written-29")]
    public void Every_rule_is_the_engines_and_packets_come_to_it(string name) => Assert.All(Attributed.Read(name).All, static one =>
    {
        Assert.Equal("Engine", one.Rule.Owner);
        Assert.NotEmpty(one.Rule.Hooks);
    });

    private static FirewallRule[] Matching(AttributedFirewall rules, string text)
    {
        var found = rules.All.Select(static one => one.Rule).Where(rule => rule.Rule == text || (text.StartsWith("-j", StringComparison.Ordinal) && rule.Rule.EndsWith($"docker0 {text}", StringComparison.Ordinal))).ToArray();
        Assert.NotEmpty(found);
        return found;
    }
}
