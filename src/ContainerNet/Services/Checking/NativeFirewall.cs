using System.Net;
using ContainerNet.Iptables.Matching;

namespace ContainerNet.Services.Checking;

/// <summary>The chains of nftables beside iptables, as far as they are understood: matches of interfaces, addresses, protocol and port.</summary>
internal sealed class NativeFirewall
{
    private const int Deepest = 16;

    private static readonly string[] s_engines = ["docker-bridges", "netavark"];
    private static readonly string[] s_hooks = ["PREROUTING", "FORWARD", "POSTROUTING"];

    private readonly List<NativeTable> _tables = [];
    private readonly List<string> _unread = [];

    /// <summary>Whether an engine has its own rules there, and not in iptables.</summary>
    public bool HasEngines { get; private init; }

    public static NativeFirewall Of(SnapshotNftTable[] tables)
    {
        var firewall = new NativeFirewall { HasEngines = Array.Exists(tables, static table => s_engines.Contains(table.Name)) };
        foreach (var table in tables.Where(static table => !s_engines.Contains(table.Name) && table.Family is "ip" or "ip6" or "inet" or "bridge"))
        {
            if (table.Json.Length > 0) firewall._tables.Add(NativeTable.Of(table));
            else firewall._unread.Add($"{table.Family} {table.Name}");
        }

        return firewall;
    }

    /// <summary>What becomes of a packet there.</summary>
    public NativeVerdict Judge(NativePacket packet)
    {
        var doubt = _unread.Count > 0 ? new NativeVerdict(Answer.Unknown, _unread[0], "") : NativeVerdict.Passes;
        foreach (var table in _tables.Where(table => table.IsFor(packet)))
        {
            foreach (var ((_, chain), hook) in table.Document.Hooks.Where(static one => s_hooks.Contains(one.Value)))
            {
                var verdict = table.Walk(chain, packet, Deepest) ?? table.Policy(chain);
                if (verdict.Dropped == Answer.Yes) return verdict;
                if (verdict.Dropped == Answer.Unknown) doubt = verdict;
            }
        }

        return doubt;
    }
}

/// <summary>A packet as these chains are asked about it.</summary>
internal sealed record NativePacket(string In, string Out, IPAddress Source, IPAddress Destination, string Protocol, int Port);

/// <summary>What became of a packet.</summary>
/// <param name="Dropped">Whether it is thrown away.</param>
/// <param name="By">The table, the chain and the rule.</param>
/// <param name="Fix">The command that takes that away.</param>
internal sealed record NativeVerdict(Answer Dropped, string By, string Fix)
{
    public static NativeVerdict Passes { get; } = new(Answer.No, "", "");
}
