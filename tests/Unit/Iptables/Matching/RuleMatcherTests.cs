using System.Net;
using ContainerNet.Iptables.Matching;
using Xunit;

namespace ContainerNet.Unit.Iptables.Matching;

public class RuleMatcherTests
{
    [Theory]
    [InlineData("", "Yes")]
    [InlineData("-s 203.0.113.0/24", "Yes")]
    [InlineData("! -s 203.0.113.0/24", "No")]
    [InlineData("-s 203.0.113.7/32", "Yes")]
    [InlineData("-s 203.0.113.8/32", "No")]
    [InlineData("-s 203.0.0.0/255.255.0.0", "Yes")]
    [InlineData("-d 192.0.2.1/32 -i eth0 -p tcp -m tcp --dport 8080", "Yes")]
    [InlineData("-i eth+", "Yes")]
    [InlineData("-i wlan+", "No")]
    [InlineData("-o eth0", "No")]
    [InlineData("! -o docker0", "Yes")]
    [InlineData("-p udp", "No")]
    [InlineData("-p tcp -m tcp --dport 8000:8090", "Yes")]
    [InlineData("-p tcp -m tcp ! --dport 8000:8090", "No")]
    [InlineData("-p tcp -m tcp --dport 8081:", "No")]
    [InlineData("-p tcp -m multiport --dports 80,443,8000:8100", "Yes")]
    [InlineData("-p tcp -m multiport --dports 80,443", "No")]
    [InlineData("-m addrtype --dst-type LOCAL", "Yes")]
    [InlineData("-m addrtype --src-type LOCAL", "No")]
    [InlineData("-m addrtype ! --dst-type LOCAL", "No")]
    [InlineData("-m conntrack --ctstate NEW,ESTABLISHED", "Yes")]
    [InlineData("-m conntrack ! --ctstate RELATED,ESTABLISHED,DNAT", "Yes")]
    [InlineData("-m conntrack --ctdir ORIGINAL", "Yes")]
    [InlineData("-m conntrack --ctdir REPLY", "No")]
    [InlineData("-m conntrack --ctorigdst 192.0.2.1/32 --ctorigdstport 8080", "Yes")]
    [InlineData("-m state --state INVALID", "No")]
    [InlineData("-m mark --mark 0x0/0xff", "Yes")]
    [InlineData("-m mark ! --mark 0x1", "Yes")]
    [InlineData("-m iprange --src-range 203.0.113.1-203.0.113.9", "Yes")]
    [InlineData("-m comment --comment \"-j DROP\"", "Yes")]
    [InlineData("-p tcp -m tcp --tcp-flags FIN,SYN,RST,ACK SYN", "Yes")]
    [InlineData("-p tcp -m tcp --tcp-flags SYN,ACK ACK", "No")]
    [InlineData("-p icmp -m icmp --icmp-type 8", "No")]
    [InlineData("-m physdev --physdev-is-bridged", "No")]
    public void A_match_that_is_known_is_answered(string specification, string expected) =>
        Assert.Equal(expected, Packets.Ask(specification, Packets.Tcp("203.0.113.7", "192.0.2.1", 8080)).ToString());

    [Theory]
    [InlineData("-m limit --limit 3/min")]
    [InlineData("-m set --match-set blocked src")]
    [InlineData("-m statistic --mode random --probability 0.5")]
    [InlineData("-m recent --rcheck --name SSH --rsource")]
    [InlineData("-m owner --uid-owner 0")]
    [InlineData("-m u32 --u32 \"0x0=0x0\"")]
    [InlineData("-p tcp -m tcp --sport 40000")]
    [InlineData("! -s nonsense")]
    public void What_is_not_known_is_no_answer_and_never_a_guess(string specification)
    {
        Assert.Equal(Answer.Unknown, Packets.Ask(specification, Packets.Tcp("203.0.113.7", "192.0.2.1", 8080)));

        // But where another match says no, the rule does not apply whatever that one says.
        Assert.Equal(Answer.No, Packets.Ask($"-d 192.0.2.99/32 {specification}", Packets.Tcp("203.0.113.7", "192.0.2.1", 8080)));
    }

    [Fact]
    public void A_port_the_sender_chooses_is_none_of_the_low_ones() =>
        Assert.Equal(Answer.No, Packets.Ask("-p tcp -m tcp --sport 1:1023", Packets.Tcp("203.0.113.7", "192.0.2.1", 8080)));

    [Fact]
    public void A_translated_destination_is_a_state_of_its_own()
    {
        var packet = Packets.Tcp("203.0.113.7", "172.17.0.2", 80);
        packet = packet with { Connection = packet.Connection with { IsDestinationTranslated = true } };

        Assert.Equal(Answer.Yes, Packets.Ask("-m conntrack --ctstate DNAT", packet));
        Assert.Equal(Answer.No, Packets.Ask("-m conntrack ! --ctstate RELATED,ESTABLISHED,DNAT", packet));
    }

    [Fact]
    public void A_rule_of_the_other_family_does_not_apply() =>
        Assert.Equal(Answer.No, Packets.Ask("-s 203.0.113.0/24", Packets.Tcp("2001:db8::7", "2001:db8::1", 80)));

    [Theory]
    [InlineData("icmp", "192.0.2.1", "-p icmp -m icmp --icmp-type 8", "Yes")]
    [InlineData("icmp", "192.0.2.1", "-p icmp -m icmp --icmp-type 3", "No")]
    [InlineData("ipv6-icmp", "2001:db8::1", "-p ipv6-icmp -m icmp6 --icmpv6-type 128", "Yes")]
    public void A_ping_is_an_echo_request(string protocol, string destination, string specification, string expected) => Assert.Equal(
        expected, Packets.Ask(specification, Packets.Tcp(destination, destination, 0) with { Protocol = protocol, Destination = IPAddress.Parse(destination) }).ToString());
}
