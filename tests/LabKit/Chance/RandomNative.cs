using System.Globalization;
using System.Text;
using static ContainerNet.LabKit.Chance.RandomNetwork;

namespace ContainerNet.LabKit.Chance;

/// <summary>Makes a table of nftables beside iptables, of all that a trace claims to know there; the same of the same seed.</summary>
internal sealed class RandomNative(int seed)
{
    /// <summary>The table, with its family.</summary>
    public const string Table = "inet chance";

    private static readonly int[] s_ports = [53, 80, 81, 8080];
    private static readonly int[] s_priorities = [-310, -250, -160, -120, -50, -10, 0, 5, 60, 90, 110, 150];
    private static readonly string[] s_links = [Uplink, Bridge, "lo", "br*"];
    private static readonly string[] s_addresses = [HostAddress, OutsideAddress, GatewayAddress, .. Containers.Select(static one => one.Address)];

    private readonly Random _random = new(seed);

    // Of the rule that is being made: nft takes none that asks for two.
    private string _protocol = "";

    /// <summary>The table, as nft reads it.</summary>
    public string Rules()
    {
        var text = new StringBuilder($"table {Table} {{\n");
        text.Append(CultureInfo.InvariantCulture, $"set some {{ type ipv4_addr; flags interval; elements = {{ {Pick(s_addresses)}, 10.90.9.0/24 }}; }}\n");
        text.Append("map ways { type inet_service : verdict; elements = { 80 : jump one, 81 : drop, 53 : accept }; }\n");
        text.Append("chain one {\n").Append(Rule("", Pick("drop", "accept", "return", "counter"))).Append("}\n");
        text.Append("chain two {\n").Append(Rule("", Pick("jump one", "goto one", "return"))).Append(Rule("", Pick("drop", "accept"))).Append("}\n");
        for (var i = _random.Next(1, 4); i > 0; i--) Chain(text, i);
        if (_random.Next(2) == 0) NatChain(text);
        return text.Append("}\n").ToString();
    }

    private void NatChain(StringBuilder text)
    {
        var hook = Pick("prerouting", "prerouting", "output", "postrouting");
        var priority = hook == "postrouting" ? Pick(90, 100, 110) : Pick(-110, -100, -90);
        text.Append(CultureInfo.InvariantCulture, $"chain nat {{ type nat hook {hook} priority {priority}; policy accept;\n");
        for (var i = _random.Next(1, 4); i > 0; i--) text.Append(Rule(hook, hook == "postrouting" ? Pick("masquerade", $"snat ip to {Pick(HostAddress, GatewayAddress)}", "accept") : Translation()));
        text.Append("}\n");
    }

    private string Translation() => Pick(
        $"meta l4proto tcp dnat ip to {Pick(Containers).Address}:{Pick(80, 8080)}", $"meta l4proto udp dnat ip to {Pick(Containers).Address}:{Pick(53, 8080)}",
        $"dnat ip to {Pick(s_addresses)}", $"meta l4proto tcp redirect to :{Pick(s_ports)}", "redirect", "accept");

    private void Chain(StringBuilder text, int number)
    {
        var hook = Pick("prerouting", "input", "forward", "output", "postrouting");
        text.Append(CultureInfo.InvariantCulture, $"chain base{number} {{ type filter hook {hook} priority {Pick(s_priorities)}; policy {(_random.Next(8) == 0 ? "drop" : "accept")};\n");
        for (var i = _random.Next(1, 5); i > 0; i--) text.Append(Rule(hook, Verdict(hook)));
        text.Append("}\n");
    }

    private string Rule(string hook, string verdict)
    {
        var text = new StringBuilder();
        _protocol = verdict.StartsWith("meta l4proto ", StringComparison.Ordinal) ? verdict.Split(' ')[2] : Pick("tcp", "tcp", "udp", "icmp");
        for (var i = _random.Next(3); i > 0; i--) text.Append(Match(hook)).Append(' ');
        return text.Append(verdict.Replace("tcp dport", $"{(_protocol == "icmp" ? "th" : _protocol)} dport", StringComparison.Ordinal)).Append('\n').ToString();
    }

    private string Match(string hook) => _random.Next(13) switch
    {
        0 => $"ip saddr {Not()}{Range()}",
        1 => $"ip daddr {Not()}{Range()}",
        2 => $"iifname {Not()}\"{Pick(s_links)}\"",
        3 => $"oifname {Not()}\"{Pick(s_links)}\"",
        4 => _protocol == "icmp" ? $"icmp type {Pick("echo-request", "echo-reply", "8")}" : $"{_protocol} dport {Not()}{Ports()}",
        5 => _protocol == "icmp" ? "" : $"{_protocol} sport {Pick("1024-65535", "32768-60999", "80")}",
        6 => $"meta l4proto {_protocol}",
        7 => $"ct state {Pick("new", "established", "established,related", "!= established", "{ new, established }", "invalid", "untracked")}",
        8 => Pick("ct status dnat", "ct status snat", "ct direction original", "ct direction reply", $"ct original ip daddr {Range()}", $"ct original ip saddr {Range()}"),
        9 => $"fib {Pick("daddr", "saddr")} type {Not()}{Pick("local", "unicast", "broadcast")}",
        10 => Pick("meta mark 0x1", "meta mark & 0x3 == 0x2", "meta mark != 0x0"),
        11 => _protocol == "tcp" ? "tcp flags syn / fin,syn,rst,ack" : "meta nfproto ipv4",
        _ => hook.Length > 0 ? "ip saddr . meta l4proto { 10.90.0.2 . tcp, 10.90.1.2 . udp }" : "counter",
    };

    private string Verdict(string hook) => Pick(
        "accept", "accept", "drop", "jump one", "goto two", "jump two", "counter", $"meta mark set {Pick("0x1", "0x2", "meta mark | 0x1")}",
        "tcp dport vmap @ways", "tcp dport vmap { 53 : drop, 80-90 : accept }", hook is "input" or "forward" or "output" ? "reject" : "accept");

    private string Ports() => Pick(s_ports) switch
    {
        80 => "{ 80, 81 }",
        81 => "50-81",
        var port => $"{port}",
    };

    private string Range() => Pick(Pick(s_addresses), "10.90.0.0/24", "10.90.1.0/24", "10.90.0.1-10.90.0.9", "@some", $"{{ {OutsideAddress}, {GatewayAddress} }}");

    private string Not() => _random.Next(4) == 0 ? "!= " : "";

    private T Pick<T>(params T[] all) => all[_random.Next(all.Length)];
}
