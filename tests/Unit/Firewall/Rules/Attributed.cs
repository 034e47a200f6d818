using System.Net.Sockets;
using ContainerNet.Iptables;
using ContainerNet.Services.Engine;
using ContainerNet.Services.Firewall;
using ContainerNet.Services.Firewall.Native;
using ContainerNet.Services.Firewall.Rules;
using ContainerNet.Unit.Iptables;

namespace ContainerNet.Unit.Firewall.Rules;

/// <summary>Rule sets, captured and written, attributed to the containers they were made for.</summary>
internal static class Attributed
{
    public const string WebId = "67b13f738240da5b78a441679506cf9324dc2dd65ce9f24d534f5a95844157ff";
    public const string FrontId = "abb83ddf7f7ca2492038f28d63681a6988dd13706f46ed8a4d0e472a5e304fef";
    public const string PodId = "c4100d1f2e3a4b5c6d7e8f90a1b2c3d4e5f60718293a4b5c6d7e8f90a1b2c3d4";

    /// <summary>web on the default bridge, front on a network of its own, guest joined to web, pod of a CNI plugin, and one that has ended.</summary>
    public static IReadOnlyList<ContainerSummary> Containers { get; } =
    [
        new() { Id = WebId, Name = "web", State = "running", NetworkMode = "default", Endpoints = [new() { Network = "bridge", IPAddress = "172.17.0.2" }] },
        new()
        {
            Id = FrontId, Name = "front", State = "running", NetworkMode = "frontnet",
            Endpoints = [new() { Network = "frontnet", IPAddress = "172.18.0.2", IPv6Address = "fd77:6:0::2" }],
        },
        new() { Id = new string('1', 64), Name = "guest", State = "running", NetworkMode = $"container:{WebId}" },
        new() { Id = PodId, Name = "pod", State = "running", NetworkMode = "podman", Endpoints = [new() { Network = "podman", IPAddress = "10.88.0.2" }] },
        new() { Id = new string('2', 64), Name = "nv", State = "running", NetworkMode = "podman", Endpoints = [new() { Network = "podman", IPAddress = "10.88.0.5" }] },
        new() { Id = new string('3', 64), Name = "ended", State = "exited", NetworkMode = "default", Endpoints = [new() { Network = "bridge" }] },
    ];

    public static IReadOnlyList<NetworkDetails> Networks { get; } =
    [
        Network("bridge", "docker0", "172.17.0.0/16"),
        Network("frontnet", "br-2181c3140bba", "172.18.0.0/16", "fd77:6:0::/64"),
        Network("closed", "br-9c41d0ab77e2", "172.19.0.0/16"),
        Network("podman", "cni-podman0", "10.88.0.0/16"),
        new() { Id = new string('a', 64), Name = "host", Driver = "host" },
    ];

    /// <summary>A rule set of a file, as one of iptables or, where its name says so, of nft.</summary>
    public static AttributedFirewall Read(string name) => name.StartsWith("nft-", StringComparison.Ordinal)
        ? Of(new FirewallView([], [NftDocument.Parse(RuleSets.Read(name))]))
        : Of(RuleSets.Read(name), name.Contains("ipv6", StringComparison.Ordinal) ? AddressFamily.InterNetworkV6 : AddressFamily.InterNetwork);

    /// <summary>A text as iptables-save prints it.</summary>
    public static AttributedFirewall Of(string text, AddressFamily family = AddressFamily.InterNetwork) =>
        Of(new FirewallView([new FirewallRules("iptables-nft", family, RuleSet.Parse(text))], []));

    public static AttributedFirewall Of(FirewallView view) => new(view, Containers, Networks);

    /// <summary>A rule in one line: whose, of which network, what for, by whom.</summary>
    public static string Line(FirewallRule rule) => $"{Dash(rule.ContainerName)} {Dash(rule.Network)} {rule.Purpose} {rule.Owner}";

    private static string Dash(string text) => text.Length > 0 ? text : "-";

    private static NetworkDetails Network(string name, string bridge, params string[] subnets) => new()
    {
        Id = name.PadRight(64, '0'), Name = name, Driver = "bridge", Subnets = subnets,
        Options = new Dictionary<string, string> { ["com.docker.network.bridge.name"] = bridge },
    };
}
