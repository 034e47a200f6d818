using System.Management.Automation;
using System.Text.RegularExpressions;
using ContainerNet.Lab.Inspect;
using Xunit;
using static ContainerNet.Lab.Inspect.InspectScene;

namespace ContainerNet.Lab.Prove;

/// <summary>What a snapshot holds, against docker, ip, ss, sysctl, iptables-save and nft.</summary>
public sealed partial class NetworkSnapshotTests(LabFixture lab) : IDisposable
{
    // Duplicate address detection ends when it likes, and with it routes come.
    private const int Attempts = 20;

    private readonly InspectScene _scene = new(lab);

    [Fact]
    public void Containers_and_networks_are_those_of_docker()
    {
        _scene.RunEveryMode();
        var snapshot = Take();

        Assert.Equal(Lines(lab.Inside.Docker("ps", "--all", "--no-trunc", "--format", "{{.ID}} {{.Names}}")),
            Each(snapshot, "Containers", static one => $"{Text(one, "Id")} {Text(one, "Name")}"));
        Assert.Equal(Lines(lab.Inside.Docker("network", "ls", "--no-trunc", "--format", "{{.ID}} {{.Name}} {{.Driver}} {{.Internal}} {{.IPv6}}")),
            Each(snapshot, "Networks", static one => $"{Text(one, "Id")} {Text(one, "Name")} {Text(one, "Driver")} {Lower(one, "Internal")} {Lower(one, "EnableIPv6")}"));
        Assert.Equal("10.201.3.0/24,fd77:6::/64", Text(Only(snapshot, "Networks", static one => Text(one, "Name") == "cn-net6"), "Subnets"));
        Assert.Empty(Items(snapshot, "Warnings"));
    }

    [Fact]
    public void Each_namespace_is_there_once_with_its_containers()
    {
        _scene.RunEveryMode();
        var namespaces = Items(Take(), "Namespaces");
        var expected = Containers.GroupBy(container => _scene.Of(container).Inode)
            .Select(group => $"{group.Key} {string.Join(',', group.Select(container => _scene.Inspect(container, "{{.Id}}")).Order())}").Order();

        Assert.Equal(expected, namespaces.Select(static one => $"net:[{Text(one, "Inode")}] {string.Join(',', Text(one, "ContainerIds").Split(',').Order())}").Order());
        Assert.Equal((_scene.Of("cn-agent").Inode, "True"), ($"net:[{Text(namespaces[0], "Inode")}]", Text(namespaces[0], "IsHost")));
        Assert.All(namespaces.Skip(1), static one => Assert.Equal("False", Text(one, "IsHost")));
    }

    [Fact]
    public async Task Addresses_routes_rules_and_listening_sockets_are_those_of_ip_and_ss()
    {
        _scene.RunEveryMode();
        await using var mirror = await _scene.StartMirrorAsync("cn-three", 53);
        _scene.Of("cn-web").Try("ip", "rule", "add", "to", "10.9.0.0/16", "fwmark", "0x10/0xff", "priority", "900", "lookup", "77").OrThrow();
        _scene.Of("cn-six").Try("ip", "-6", "rule", "add", "from", "fd00::/8", "priority", "901", "blackhole").OrThrow();
        foreach (var container in Containers)
        {
            var inside = _scene.Of(container);
            AssertSame(container, "Interfaces", static one => $"{Text(one, "Name")} {string.Join(' ', Items(one, "Addresses").Select(static address => $"{address}"))}".TrimEnd(),
                () => inside.ReadJson().Select(static link => $"{link.GetProperty("ifname")} {string.Join(' ', link.GetProperty("addr_info").EnumerateArray().Select(static one => $"{one.GetProperty("local")}/{one.GetProperty("prefixlen")}"))}".TrimEnd()));
            AssertSame(container, "Routes", static one => $"{one.BaseObject}", () => Printed(inside, "ip", "route", "show", "table", "all"));
            AssertSame(container, "RoutingRules", static one => $"{Text(one, "Family")} {Text(one, "Priority")}:\t{Text(one, "Text")}",
                () => Printed(inside, "ip", "-4", "rule").Select(static line => $"inet {line}").Concat(Printed(inside, "ip", "-6", "rule").Select(static line => $"inet6 {line}")));
            AssertSame(container, "Sockets", static one => $"{Text(one, "Protocol")} {Text(one, "LocalPort")} {Text(one, "ProcessName")} {Text(one, "ProcessId")}",
                () => Printed(inside, "ss", "-tunlpH").Select(static line => Socket().Replace(SpacesOf().Replace(line, " "), "$1 $2 $3 $4")));
        }

        Assert.Equal("True", Text(Only(Of("cn-web"), "RoutingRules", static one => Text(one, "Priority") == "900"), "IsConditional"));
        Assert.Equal("cn-web", Text(Only(Of("cn-guest"), "Sockets", static one => Text(one, "LocalPort") == "80"), "Owner"));
    }

    [Fact]
    public void A_rule_that_asks_for_more_than_is_known_says_so()
    {
        _scene.Run("cn-web", []);
        _scene.Of("cn-web").Try("ip", "rule", "add", "ipproto", "tcp", "priority", "900", "lookup", "77").OrThrow();
        var rule = Only(Of("cn-web"), "RoutingRules", static one => Text(one, "Priority") == "900");

        Assert.Equal(("from all lookup 77 ...", "77", "True"), (Text(rule, "Text"), Text(rule, "Table"), Text(rule, "IsConditional")));
    }

    [Fact]
    public void Settings_of_the_host_are_those_of_sysctl()
    {
        _scene.RunEveryMode();
        var settings = (Dictionary<string, string>)Items(Take(), "Namespaces")[0].Properties["Settings"].Value;

        Assert.Contains("net.bridge.bridge-nf-call-iptables", settings.Keys);
        Assert.Contains("net.ipv4.conf.docker0.route_localnet", settings.Keys);
        Assert.All(settings.Where(static setting => !setting.Key.StartsWith("bridge.", StringComparison.Ordinal)), setting => Assert.Equal(lab.Inside.Run("sysctl", "-n", setting.Key), setting.Value));
    }

    [Fact]
    public void Hairpin_modes_are_those_of_bridge()
    {
        _scene.RunEveryMode();
        var veth = _scene.Lines("Get-ContainerInterface cn-web -Name eth0", static one => Text(one, "HostInterface")).Single();
        lab.Inside.Run("bridge", "link", "set", "dev", veth, "hairpin", "on");
        var settings = (Dictionary<string, string>)Items(Take(), "Namespaces")[0].Properties["Settings"].Value;

        Assert.Equal("1", settings[$"bridge.{veth}.hairpin_mode"]);
        Assert.Equal("0", settings.Where(one => one.Key.StartsWith("bridge.", StringComparison.Ordinal) && !one.Key.Contains(veth, StringComparison.Ordinal)).Select(static one => one.Value).Distinct().Single());
    }

    [Fact]
    public void Name_servers_publications_and_flows_are_those_of_the_container_of_the_module_and_of_conntrack()
    {
        lab.Session.Invoke("New-BridgedContainer busybox -Name cn-names -Dns 192.0.2.53, 192.0.2.54 -Publish 18053:53/udp -- sleep 600; Publish-ContainerPort cn-names 18080:80").OrThrow();
        lab.Outside.Run("bash", "-c", $"echo early > /dev/udp/{LabKit.Addresses.Lab4}/18053");
        var snapshot = Take();

        Assert.Equal("192.0.2.53,192.0.2.54", Text(Only(snapshot, "Resolvers", one => Text(one, "ContainerId") == _scene.Inspect("cn-names", "{{.Id}}")), "Servers"));
        var publication = Assert.Single(Items(snapshot, "Publications"));
        Assert.Equal(("18080", "80", "tcp"), (Text(publication, "HostPort"), Text(publication, "ContainerPort"), Text(publication, "Protocol")));
        var flow = Assert.Single(Items(snapshot, "Flows"));
        Assert.Equal((LabKit.Addresses.Outside4, LabKit.Addresses.Lab4, "18053", "True"), (Text(flow, "Source"), Text(flow, "Destination"), Text(flow, "DestinationPort"), Text(snapshot, "HasFlows")));
        Assert.Equal(_scene.Inspect("cn-names", "{{.NetworkSettings.IPAddress}}"), Text(flow, "Answering"));
    }

    [Fact]
    public void Rules_are_those_of_iptables_save()
    {
        _scene.RunEveryMode();
        var sets = Items(Take(), "RuleSets");

        // A legacy table that another test has used stays registered in the lab, and is told as a set of its own.
        Assert.Equal(
            Rules(lab.Inside.IptablesSave()),
            Rules(Text(sets.Single(static set => Text(set, "Family") == "IPv4" && Text(set, "Backend") == "iptables-nft"), "Text")));
    }

    [Fact]
    public void Tables_of_nftables_own_are_there()
    {
        Assert.SkipUnless(File.Exists("/usr/sbin/nft"), "nft is not installed (on Debian: nftables).");
        lab.Inside.Run("nft", "add table inet cn_own; add chain inet cn_own input { type filter hook input priority 5; policy accept; }");
        try
        {
            var snapshot = Take();
            var table = Only(snapshot, "NftTables", static one => Text(one, "Name") == "cn_own");

            Assert.Equal("inet", Text(table, "Family"));
            Assert.Matches("\"hook\": *\"input\"", Text(table, "Json"));
        }
        finally
        {
            lab.Inside.Run("nft", "delete table inet cn_own");
        }
    }

    public void Dispose() => _scene.Dispose();

    private PSObject Take() => Assert.Single(_scene.Invoke("Get-ContainerNetworkSnapshot").OrThrow());

    private PSObject Of(string container)
    {
        var id = _scene.Inspect(container, "{{.Id}}");
        return Only(Take(), "Namespaces", one => Text(one, "ContainerIds").Contains(id, StringComparison.Ordinal));
    }

    private void AssertSame(string container, string property, Func<PSObject, string> ours, Func<IEnumerable<string>> theirs)
    {
        for (var attempt = 1; ; attempt++)
        {
            var expected = theirs().Order(StringComparer.Ordinal).ToArray();
            var found = Items(Of(container), property).Select(ours).Order(StringComparer.Ordinal).ToArray();
            if (expected.SequenceEqual(found)) return;
            if (attempt == Attempts) Assert.Equal(expected, found);
        }
    }

    private static IEnumerable<string> Printed(NamespaceOfContainer inside, params string[] argv) =>
        inside.Try(argv).OrThrow().Lines.Select(static line => line.TrimEnd()).Where(static line => line.Length > 0);

    private static PSObject[] Items(PSObject record, string property) =>
        [.. ((System.Collections.IEnumerable)record.Properties[property].Value).Cast<object>().Select(PSObject.AsPSObject)];

    private static PSObject Only(PSObject record, string property, Func<PSObject, bool> wanted) => Assert.Single(Items(record, property), one => wanted(one));

    private static string[] Each(PSObject record, string property, Func<PSObject, string> text) => [.. Items(record, property).Select(text).Order(StringComparer.Ordinal)];

    private static string[] Lines(string text) => [.. text.Split('\n', StringSplitOptions.RemoveEmptyEntries).Order(StringComparer.Ordinal)];

    private static string Lower(PSObject one, string property) => Text(one, property) == "True" ? "true" : "false";

    // Counters go on counting.
    private static string[] Rules(string text) =>
        [.. text.Split('\n').Where(static line => line.Length > 0 && line[0] != '#').Select(static line => Counters().Replace(line, ""))];

    [GeneratedRegex(@"\[\d+:\d+\] ?")]
    private static partial Regex Counters();

    [GeneratedRegex(" +")]
    private static partial Regex SpacesOf();

    [GeneratedRegex("""^(\w+) .*?:(\d+) \S+ users:\(\("([^"]+)",pid=(\d+).*$""")]
    private static partial Regex Socket();
}
