using ContainerNet.Services.Engine;
using Xunit;

namespace ContainerNet.Unit.Firewall.Rules;

/// <summary>Which rules a container, all of them, and nobody have.</summary>
public class SelectionTests
{
    [Fact]
    public void A_container_has_its_own_rules_and_those_of_its_network_in_its_name()
    {
        var rules = Attributed.Read("written-27").Of(Container("web")).ToArray();

        Assert.All(rules, static rule => Assert.Equal(("web", "bridge"), (rule.ContainerName, rule.Network)));
        Assert.Equal(["Accept", "Hairpin", "Isolation", "Jump", "Masquerade", "Other", "Publish"], rules.Select(static rule => rule.Purpose).Distinct().Order());
    }

    [Fact]
    public void A_joined_container_has_its_donors_rules_which_stay_the_donors()
    {
        var rules = Attributed.Read("written-27").Of(Container("guest")).ToArray();

        Assert.Equal("web", Assert.Single(rules, static rule => rule.Purpose == "Publish").ContainerName);
        Assert.Equal("guest", Assert.Single(rules, static rule => rule.Purpose == "Masquerade").ContainerName);
    }

    [Fact]
    public void One_that_has_ended_has_only_what_carries_its_id()
    {
        var ended = Container("ended");

        Assert.Equal(["Publish"], Attributed.Of(PublishedBy(ended.Id)).Of(ended).Select(static rule => rule.Purpose));
    }

    [Fact]
    public void A_rule_with_an_id_is_that_containers_though_its_address_is_anothers_now()
    {
        var rules = Attributed.Of(PublishedBy(Container("ended").Id));

        var rule = Assert.Single(rules.Of(Container("web")));
        Assert.Equal("ended", rule.ContainerName);
        Assert.Contains(rule, rules.Owned);
    }

    [Fact]
    public void A_rule_of_a_container_that_is_gone_is_nobodys_and_tells_its_id()
    {
        var gone = new string('f', 64);
        var rules = Attributed.Of(PublishedBy(gone));

        Assert.Equal([("Publish", "", gone)], rules.Unowned.Where(static rule => rule.Purpose != "Jump").Select(static rule => (rule.Purpose, rule.ContainerName, rule.ContainerId)));
        Assert.Equal(["Publish"], rules.Of(Container("web")).Select(static rule => rule.Purpose));
    }

    [Theory]
    [InlineData("captured-20.10-guarded")]
    [InlineData("written-28.1")]
    [InlineData("written-cni-portmap")]
    [InlineData("nft-written-29")]
    public void Owned_and_unowned_are_all(string name)
    {
        var rules = Attributed.Read(name);

        Assert.Equal(rules.All.Count, rules.Owned.Count() + rules.Unowned.Count());
        Assert.NotEmpty(rules.Owned);
        Assert.NotEmpty(rules.Unowned);
    }

    [Fact]
    public void Rules_are_numbered_as_their_chain_counts()
    {
        var forward = Attributed.Read("written-27").All.Select(static one => one.Rule).Where(static rule => rule.Chain == "FORWARD").ToArray();

        Assert.Equal(Enumerable.Range(1, 6), forward.Select(static rule => rule.Number));
    }

    [Fact]
    public void A_chain_nothing_leads_to_has_no_hook() =>
        Assert.Empty(Attributed.Of("*filter\n:FORWARD ACCEPT [0:0]\n:LEFT - [0:0]\n-A LEFT -d 172.17.0.2/32 -j ACCEPT\nCOMMIT\n").All[0].Rule.Hooks);

    [Fact]
    public void Chains_that_lead_to_each_other_end_the_search() =>
        Assert.Equal(3, Attributed.Of("*filter\n:FORWARD ACCEPT [0:0]\n:A - [0:0]\n:B - [0:0]\n-A FORWARD -p tcp -m tcp --dport 1 -j A\n-A A -j B\n-A B -j A\nCOMMIT\n").All.Count);

    // A rule of one container, to the address that web has.
    private static string PublishedBy(string id) =>
        "*nat\n:PREROUTING ACCEPT [0:0]\n:CONTAINERNET - [0:0]\n-A PREROUTING -j CONTAINERNET\n-A CONTAINERNET -p tcp -m tcp --dport 8080 "
        + $"-m comment --comment \"containernet:{id}:8080/tcp\" -j DNAT --to-destination 172.17.0.2:80\nCOMMIT\n";

    private static ContainerSummary Container(string name) => Attributed.Containers.Single(one => one.Name == name);
}
