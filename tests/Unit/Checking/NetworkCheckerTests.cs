using ContainerNet.Resources;
using ContainerNet.Services;
using ContainerNet.Services.Checking;
using Xunit;

namespace ContainerNet.Unit.Checking;

/// <summary>One change at a time; that the fixes heal is held against real faults in the lab.</summary>
public class NetworkCheckerTests
{
    // It breaks what a check of its own tells of too.
    private static readonly string[] s_together = ["DonorAlive", "ReversePath"];

    private readonly CheckedScene _scene = new();

    public static TheoryData<string> Cases => [.. CheckCase.All.Select(static one => one.Name)];

    [Fact]
    public void Where_nothing_is_wrong_every_check_passes()
    {
        Assert.Empty(Told());
        _scene.Six("::");
        Assert.Empty(Told());
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void One_change_is_told_by_one_check(string name)
    {
        var one = CheckCase.All.Single(one => one.Name == name);
        one.Change(_scene);
        var check = Assert.Single(Run(), static check => check.Result != nameof(CheckResult.Pass));

        Assert.Equal((one.Check, one.Result.ToString()), ($"{check.Container} {check.Check}".Trim(), check.Result));
        Assert.Equal(one.Result == CheckResult.Fail, check.Fix.Length > 0);
        Assert.All([check.Expected, check.Actual, check.Why], Assert.NotEmpty);
    }

    [Fact]
    public void Every_check_has_a_case_that_fails_and_its_texts()
    {
        var failing = CheckCase.All.Where(static one => one.Result == CheckResult.Fail).Select(static one => one.Check.Split(' ')[^1]).Concat(s_together);

        Assert.Empty(CheckTable.Ids.Except(failing));
        Assert.All(CheckTable.Ids, static id => Assert.All(["Expected", "Actual", "Why"], text => Assert.True(Text.Has($"Check_{id}_{text}"), $"{id} {text}")));
        Assert.Equal(CheckTable.Ids.Length, CheckTable.Ids.Distinct().Count());
    }

    [Theory]
    [InlineData("Restarted", "Restart-Container joined")]
    [InlineData("Gone", "Start-Container web; Restart-Container joined")]
    public void A_stale_donor_leaves_what_is_shared_open(string state, string fix)
    {
        _scene.Change("joined", one => one with { DonorState = state, SharedNamespaces = [] });

        Assert.Equal(["joined DonorAlive Fail", "joined SharedNamespaces Unknown"], Told());
        Assert.Equal(fix, Run().Single(static one => one.Check == "DonorAlive").Fix);
    }

    [Fact]
    public void A_strict_reverse_path_matters_where_another_route_leads_to_the_container()
    {
        _scene.Set("net.ipv4.conf.docker0.rp_filter", "1");
        Assert.Empty(Told());
        _scene.Change(0, static home => home with { Routes = [.. home.Routes, CheckedScene.Route("172.17.0.2", "eth0")] });

        Assert.Equal(["SubnetOverlap Fail", "web ReversePath Fail"], Told());
    }

    [Fact]
    public void Rules_that_could_not_be_read_are_not_taken_for_none()
    {
        _scene.Snapshot = _scene.Snapshot with { HasFirewall = false, RuleSets = [], Warnings = ["iptables-save: not permitted"] };

        Assert.DoesNotContain(Run(), static one => one.Result == nameof(CheckResult.Fail));
        Assert.Equal(
            ["Jumps", "NativeFirewall", "NothingElseReachable", "OrphanRules", "OutboundAccepted", "PortAccepted", "PortNotShadowed", "PortTranslated", "SourceNat", "UserChain"],
            Run().Where(static one => one.Result == nameof(CheckResult.Unknown)).Select(static one => one.Check).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Rules_of_an_engine_in_nftables_are_not_understood()
    {
        _scene.Snapshot = _scene.Snapshot with { RuleSets = [], NftTables = [new SnapshotNftTable { Family = "ip", Name = "docker-bridges", Json = "" }] };

        Assert.DoesNotContain(Run(), static one => one.Result == nameof(CheckResult.Fail));
    }

    /// <summary>What the host and its containers send is served by the engine's proxy.</summary>
    [Theory]
    [InlineData("192.0.2.9", "172.17.0.2", true)]
    [InlineData("172.17.0.5", "192.0.2.1", true)]
    [InlineData("192.0.2.1", "192.0.2.1", true)]
    [InlineData("192.0.2.9", "172.17.0.3", false)]
    public void A_flow_is_stale_where_it_comes_from_outside_and_somebody_else_answers(string source, string answering, bool passes)
    {
        _scene.Snapshot = _scene.Snapshot with { Flows = [CheckCase.Flow(source, answering)] };

        Assert.Equal(passes, Told().Length == 0);
    }

    [Fact]
    public void A_container_that_does_not_run_promises_nothing()
    {
        _scene.Change("closed", static one => one with { ProcessId = 0, State = "Exited" });

        Assert.DoesNotContain(Run(), static one => one.Container == "closed");
    }

    [Fact]
    public void Only_what_is_wanted_is_judged()
    {
        var checker = new NetworkChecker(_scene.Snapshot, static id => id == "SourceNat");

        Assert.Equal("SourceNat", Assert.Single(checker.OfContainer(CheckedScene.Web)).Check);
        Assert.Empty(checker.OfHost());
    }

    [Fact]
    public void A_rule_is_named_so_that_a_prompt_takes_it_back()
    {
        _scene.Insert("nat", """-A PREROUTING -p tcp -m tcp --dport 8080 -m comment --comment "it's $5 \"now\"" -j DNAT --to-destination 192.0.2.9:80""");

        Assert.Equal(
            """iptables -w 5 -t nat -D PREROUTING -p tcp -m tcp --dport 8080 -m comment --comment 'it''s $5 "now"' -j DNAT --to-destination 192.0.2.9:80""",
            Run().Single(static one => one.Check == "PortNotShadowed").Fix);
    }

    [Fact]
    public void A_snapshot_of_what_the_engine_alone_knows_is_refused() => Assert.Equal(
        ErrorId.SnapshotInvalid, Assert.Throws<ContainerNetException>(() => new NetworkChecker(_scene.Snapshot with { Namespaces = [] }, static _ => true)).Id);

    private string[] Told() => [.. Run().Where(static one => one.Result != nameof(CheckResult.Pass)).Select(static one => $"{one.Container} {one.Check} {one.Result}".Trim()).Order(StringComparer.Ordinal)];

    private Check[] Run()
    {
        var checker = new NetworkChecker(_scene.Snapshot, static _ => true);
        return [.. checker.Running.SelectMany(checker.OfContainer), .. checker.OfHost()];
    }
}
