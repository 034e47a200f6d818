using System.Globalization;
using System.Text;
using static ContainerNet.LabKit.Chance.RandomNetwork;

namespace ContainerNet.LabKit.Chance;

/// <summary>Makes rule sets of all matches and targets that a trace claims to know, and flows; the same of the same seed.</summary>
internal sealed class RandomRules(int seed)
{
    private static readonly int[] s_ports = [53, 80, 81, 8080];
    private static readonly string[] s_links = [Uplink, Bridge, "lo", "br+", "pa"];
    private static readonly string[] s_addresses = [HostAddress, OutsideAddress, GatewayAddress, .. Containers.Select(static one => one.Address)];

    private readonly Random _random = new(seed);

    // The matches of the rule that is being made.
    private readonly HashSet<string> _used = [];

    /// <summary>Whether bridged packets pass iptables.</summary>
    public bool FiltersBridges => _random.Next(4) > 0;

    /// <summary>A rule set, as iptables-restore reads it.</summary>
    public string Rules()
    {
        var text = new StringBuilder();
        Table(text, "raw", ["PREROUTING", "OUTPUT"], 2);
        Table(text, "mangle", ["PREROUTING", "INPUT", "FORWARD", "OUTPUT", "POSTROUTING"], 2);
        Table(text, "nat", ["PREROUTING", "OUTPUT", "POSTROUTING"], 2);
        Table(text, "filter", ["INPUT", "FORWARD", "OUTPUT"], 4);
        return text.ToString();
    }

    /// <summary>A flow between two that are not the same.</summary>
    public RandomFlow Flow()
    {
        var from = Pick("outside", "outside", "host", "a", "b");
        var own = from switch { "outside" => OutsideAddress, "a" => Containers[0].Address, "b" => Containers[1].Address, _ => "" };
        var to = Pick([.. s_addresses.Where(address => address != own)]);
        var protocol = Pick("tcp", "tcp", "udp", "icmp");
        return new RandomFlow(from, to, protocol, protocol == "icmp" ? 0 : Pick(s_ports));
    }

    private void Table(StringBuilder text, string table, string[] chains, int most)
    {
        text.Append('*').Append(table).Append('\n');
        foreach (var chain in chains) text.Append(CultureInfo.InvariantCulture, $":{chain} {(table == "filter" && _random.Next(8) == 0 ? "DROP" : "ACCEPT")} [0:0]\n");
        string[] own = table is "filter" or "mangle" ? ["ONE", "TWO"] : [];
        foreach (var chain in own) text.Append(CultureInfo.InvariantCulture, $":{chain} - [0:0]\n");
        foreach (var chain in chains.Concat(own))
        {
            for (var i = _random.Next(most + 1); i > 0; i--) text.Append(CultureInfo.InvariantCulture, $"-A {chain} {Matches(table, chain)}{Target(table, chain)}\n");
        }

        text.Append("COMMIT\n");
    }

    // A translation brings its protocol along.
    private string Matches(string table, string chain)
    {
        var protocol = table != "nat" && _random.Next(3) == 0 ? Pick("tcp", "udp", "icmp") : "";
        var text = new StringBuilder(protocol.Length > 0 ? $"-p {protocol} " : "");
        for (var i = _random.Next(3); i > 0; i--) text.Append(Match(chain));
        if (protocol.Length == 0) return text.ToString();
        return text.Append(_random.Next(3) == 0 ? "" : OfProtocol(protocol)).ToString();
    }

    // A match that is there already would be refused, or mean something else: each has its own place in the text.
    private string Match(string chain)
    {
        var text = _random.Next(9) switch
        {
            0 => $"{Not()}-s {Range()} ",
            1 => $"{Not()}-d {Range()} ",
            2 => chain is "OUTPUT" or "POSTROUTING" ? "" : $"{Not()}-i {Pick(s_links)} ",
            3 => chain is "PREROUTING" or "INPUT" ? "" : $"{Not()}-o {Pick(s_links)} ",
            4 => $"-m conntrack {Conntrack()} ",
            5 => $"-m addrtype {Not()}--{Pick("src", "dst")}-type {Pick("LOCAL", "UNICAST", "BROADCAST", "LOCAL,BROADCAST")} ",
            6 => $"-m mark {Not()}--mark {Pick("0x1", "0x2/0x3", "0x0")} ",
            7 => $"-m iprange {Not()}--{Pick("src", "dst")}-range {Pick("10.90.0.1-10.90.0.9", "10.90.1.2-10.90.1.2", "10.90.0.2-10.90.1.1")} ",
            _ => chain is "FORWARD" or "PREROUTING" ? $"-m physdev {Pick($"{Not()}--physdev-is-bridged", $"{Not()}--physdev-in pa", "--physdev-in p+", $"{Not()}--physdev-is-in")} " : "-m comment --comment \"a word\" ",
        };
        return _used.Add(text.Split(' ', StringSplitOptions.RemoveEmptyEntries).FirstOrDefault(static word => word is not "!" and not "-m") ?? "") ? text : "";
    }

    private string Conntrack() => Pick(
        $"{Not()}--ctstate {Pick("NEW", "ESTABLISHED", "RELATED,ESTABLISHED", "NEW,ESTABLISHED", "DNAT", "SNAT", "INVALID", "NEW,UNTRACKED")}",
        $"--ctdir {Pick("ORIGINAL", "REPLY")}", $"{Not()}--ctorigdstport {Pick(s_ports)}", $"{Not()}--ctorigsrc {Range()}", $"{Not()}--ctorigdst {Range()}",
        $"--ctstate {Pick("NEW", "DNAT")} --ctdir ORIGINAL", "--ctproto 6");

    private string OfProtocol(string protocol) => protocol == "icmp" ? $"-m icmp {Not()}--icmp-type {Pick("8", "0", "3", "any")} " : Pick(
        $"-m {protocol} {Not()}--dport {Pick(s_ports)} ", $"-m {protocol} --dport {Pick("50:79", "80:81", "1024:65535", ":80")} ", $"-m {protocol} --sport {Pick("1024:65535", "32768:60999", "80")} ",
        $"-m multiport {Not()}--dports {Pick("80,81", "53,8000:9000", "81")} ", $"-m multiport --{Pick("sports", "ports")} {Pick("80,53", "8080")} ",
        protocol == "tcp" ? $"-m tcp {Not()}--syn " : "");

    private string Target(string table, string chain)
    {
        _used.Clear();
        return (table, chain) switch
        {
            ("nat", "POSTROUTING") => Pick("-j MASQUERADE", $"-j SNAT --to-source {Pick(HostAddress, GatewayAddress)}", "-j ACCEPT"),
            ("nat", _) => Pick(Translation(), Translation(), "-j ACCEPT"),
            ("raw", _) => Pick("-j ACCEPT", "-j ACCEPT", "-j DROP", "-j ACCEPT", _random.Next(3) == 0 ? "-j CT --notrack" : "-j ACCEPT"),
            ("mangle", "TWO") => Pick(Mark(), "-j RETURN", Common(2)),
            ("mangle", "ONE") => Pick(Mark(), "-j RETURN", Common(2), "-j TWO", "-g TWO"),
            ("mangle", _) => Pick(Mark(), Mark(), "-j ONE", "-g ONE", "-j TWO", Common(4)),
            (_, "TWO") => Pick("-j RETURN", Common(2), Common(2)),
            (_, "ONE") => Pick("-j RETURN", Common(2), Common(2), "-j TWO", "-g TWO"),
            _ => Pick(Common(2), Common(2), Common(2), "-j ONE", "-g TWO", "-j REJECT"),
        };
    }

    private string Translation() => Pick(
        $"-p tcp -j DNAT --to-destination {Pick(Containers).Address}:{Pick(80, 8080)}", $"-p udp -j DNAT --to-destination {Pick(Containers).Address}:{Pick(53, 8080)}",
        $"-j DNAT --to-destination {Pick(s_addresses)}", $"-p tcp -j REDIRECT --to-ports {Pick(s_ports)}", "-j REDIRECT");

    private string Mark() => $"-j MARK {Pick("--set-mark 0x1", "--set-xmark 0x2/0x3", "--or-mark 0x1", "--and-mark 0xfe", "--xor-mark 0x3")}";

    private string Common(int accepting) => _random.Next(accepting + 1) == 0 ? "-j DROP" : "-j ACCEPT";

    private string Range() => Pick(Pick(s_addresses), "10.90.0.0/24", "10.90.1.0/24", "10.90.1.2/31", "127.0.0.0/8");

    private string Not() => _random.Next(4) == 0 ? "! " : "";

    private T Pick<T>(params T[] all) => all[_random.Next(all.Length)];
}
