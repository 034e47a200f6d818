using ContainerNet.Iptables;
using ContainerNet.Services.Firewall;
using Xunit;

namespace ContainerNet.Unit.Firewall;

public class OpenRulesTests
{
    private const string Printed = "-d 172.17.0.2/32 -m conntrack --ctstate RELATED,ESTABLISHED -m comment --comment \"containernet:x\" -j ACCEPT";
    private const string Otherwise = "-d 172.17.0.2/32 -m comment --comment containernet:x -m conntrack --ctstate ESTABLISHED,RELATED -j ACCEPT";

    [Theory]
    [InlineData(Printed, true)]
    [InlineData(Otherwise, true)]
    [InlineData("-d 172.17.0.3/32 -m conntrack --ctstate RELATED,ESTABLISHED -m comment --comment \"containernet:x\" -j ACCEPT", false)]
    public void A_rule_is_found_by_its_text_or_by_what_it_asks_for(string specification, bool found) =>
        Assert.Equal(found, new OpenRules([Of(Printed)]).Take(Of(specification)));

    [Theory]
    [InlineData(Printed, Printed)]
    [InlineData(Printed, Otherwise)]
    [InlineData(Otherwise, Printed)]
    [InlineData(Otherwise, Otherwise)]
    public void It_is_found_once(string first, string second)
    {
        var open = new OpenRules([Of(Printed), Of("-j RETURN")]);

        Assert.Equal((true, false, true), (open.Take(Of(first)), open.Take(Of(second)), open.Take(Of("-j RETURN"))));
    }

    private static Rule Of(string specification) => new("X", specification);
}
