using System.Management.Automation;
using System.Text.Json.Nodes;
using ContainerNet.Lab.Guard;
using ContainerNet.LabKit;

namespace ContainerNet.Lab.Repairing;

/// <summary>
/// Two containers of the module, one of them with ports of every kind, a stranger, and rules of an administrator in every table and chain that
/// nothing here may touch.
/// </summary>
public sealed class RepairScene : IAsyncDisposable
{
    /// <summary>The port that is published on a running container.</summary>
    public const string Hot = $"{Addresses.Lab4}:18300";

    /// <summary>The port the engine publishes, for one source.</summary>
    public const string Restricted = $"{Addresses.Lab4}:18301";

    private static readonly (string Table, string[] Chains)[] s_canaries =
    [
        ("raw", ["PREROUTING", "OUTPUT"]), ("mangle", ["PREROUTING", "INPUT", "FORWARD", "OUTPUT", "POSTROUTING"]),
        ("nat", ["PREROUTING", "INPUT", "OUTPUT", "POSTROUTING"]), ("filter", ["INPUT", "FORWARD", "OUTPUT"]),
    ];

    private readonly LabFixture _lab;
    private readonly (string IPv4, string IPv6) _atFirst;

    public RepairScene(LabFixture lab)
    {
        _lab = lab;
        lab.Session.Invoke("Get-Container | Remove-Container -Force; New-ClosedContainer busybox -NoStart | Remove-Container").OrThrow();
        _atFirst = (lab.Inside.IptablesSave(), lab.Inside.Ip6tablesSave());
        New("web", "-Publish 18301:80 -AllowFrom 10.77.0.77");
        Canaries();
        lab.Session.Invoke("Publish-ContainerPort web 18300:80, 18302:9053/udp; Repair-ContainerNetwork").OrThrow();
        Right = Rules();
    }

    /// <summary>The rules of both families as they are to be.</summary>
    public string[] Right { get; }

    /// <summary>The rules of both families.</summary>
    public string[] Rules() => [.. FirewallText.Rules(_lab), .. FirewallText.Rules(_lab, ipv6: true).Select(static line => "6 " + line)];

    /// <summary>The administrator's and the engine's.</summary>
    public static string[] Foreign(string[] rules) => [.. rules.Where(static line => !line.Contains("CONTAINERNET", StringComparison.Ordinal))];

    /// <summary>This module's.</summary>
    public static string[] Ours(string[] rules) => [.. rules.Where(static line => line.Contains("CONTAINERNET", StringComparison.Ordinal))];

    /// <summary>Makes a container that serves its name.</summary>
    public void New(string name, string more = "") =>
        _lab.Session.Invoke($"param($Command) New-BridgedContainer busybox -Name {name} {more} -Command $Command", [Pages.Server(name)]).OrThrow();

    /// <summary>Repairs, and says what was done: action and subject.</summary>
    public string[] Repair(string more = "") => Words(_lab.Session.Invoke($"Repair-ContainerNetwork {more}").OrThrow());

    public static string[] Words(IEnumerable<PSObject> repairs) => [.. repairs.Select(static one => $"{one.Properties["Action"].Value} {one.Properties["Subject"].Value}")];

    /// <summary>What a host elsewhere gets.</summary>
    public string Fetch(string target, string client = "outside") => Pages.Fetch(_lab, client, target, client == "outside77" || target == Hot ? 15 : 2);

    /// <summary>The address the engine says a container has.</summary>
    public string AddressOf(string container) => JsonNode.Parse(_lab.Inside.Docker("inspect", container))![0]!["NetworkSettings"]!["Networks"]!["bridge"]!["IPAddress"]!.GetValue<string>();

    public async ValueTask DisposeAsync()
    {
        _lab.Session.Invoke("Get-Container | Remove-Container -Force");
        _lab.RemoveAllContainers();
        await Restore("iptables-restore", _atFirst.IPv4);
        await Restore("ip6tables-restore", _atFirst.IPv6);
    }

    /// <summary>Runs a restore of a text.</summary>
    public async Task Restore(string tool, string text, params string[] arguments) =>
        (await _lab.Inside.RunAsync([tool, .. arguments], null, text + "\n")).OrThrow();

    /// <summary>Rules that meet nothing, and must survive everything.</summary>
    private void Canaries()
    {
        foreach (var (tool, source) in new[] { ("iptables", "192.0.2.99"), ("ip6tables", "2001:db8::99") })
        {
            foreach (var (table, chains) in s_canaries)
            {
                foreach (var chain in chains) Canary(tool, table, "-A", chain, source);
            }
        }

        Canary("iptables", "filter", "-I", "DOCKER-USER", "192.0.2.99");
    }

    private void Canary(string tool, string table, string verb, string chain, string source) =>
        _lab.Inside.Run(tool, "-w", "-t", table, verb, chain, "-s", source, "-m", "comment", "--comment", "canary", "-j", "RETURN");
}
