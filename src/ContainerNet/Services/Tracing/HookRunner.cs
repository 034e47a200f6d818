using System.Net;
using System.Net.Sockets;
using ContainerNet.Iptables.Matching;

namespace ContainerNet.Services.Tracing;

/// <summary>Runs a packet through the tables of one hook of the host's firewall, in the kernel's order (linux/netfilter_ipv4.h).</summary>
internal sealed class HookRunner(TracedHost host, FlowState flow)
{
    private static readonly Dictionary<string, string[]> s_tables = new()
    {
        ["PREROUTING"] = ["raw", "mangle", "nat"],
        ["INPUT"] = ["mangle", "filter", "security", "nat"],
        ["FORWARD"] = ["mangle", "filter", "security"],
        ["POSTROUTING"] = ["mangle", "nat"],
    };

    /// <summary>Runs it through OUTPUT up to the translation of its destination: after that it is routed anew.</summary>
    public FlowEnd? RunOutputToTranslation(ref Packet packet) => Run("OUTPUT", ["raw", "mangle", "nat"], ref packet);

    /// <summary>Runs it through the rest of OUTPUT.</summary>
    public FlowEnd? RunOutputAfterTranslation(ref Packet packet) => Run("OUTPUT", ["filter", "security"], ref packet);

    /// <summary>Runs it through all tables of a hook.</summary>
    /// <returns>Where the packet ended; null where it goes on.</returns>
    public FlowEnd? Run(string hook, ref Packet packet) => Run(hook, s_tables[hook], ref packet);

    private FlowEnd? Run(string hook, string[] tables, ref Packet packet)
    {
        if (host.NativeChains.MayMatter(hook, packet.Family) is { } native)
            return new FlowEnd(TraceVerdict.Unknown, packet, "Trace_Native", native) { DecidedBy = native };
        foreach (var table in tables)
        {
            if (table == "nat")
            {
                if (Translate(hook, ref packet) is { } unclear) return unclear;
                continue;
            }

            foreach (var rules in RulesFor(packet))
            {
                var outcome = Walk(rules, table, hook, ref packet);
                if (outcome.Verdict != "ACCEPT") return Ended(outcome, table, hook, packet);
            }
        }

        return null;
    }

    // The nat tables are asked for a connection's first packet alone; what they said holds for all.
    private FlowEnd? Translate(string hook, ref Packet packet)
    {
        var destination = hook is "PREROUTING" or "OUTPUT";
        if (!packet.Connection.IsThere) return null;
        if (flow.AsksForTranslation && !(destination ? flow.IsDestinationSettled : flow.IsSourceSettled))
        {
            if (destination) flow.IsDestinationSettled = true;
            else flow.IsSourceSettled = true;
            foreach (var rules in RulesFor(packet))
            {
                var outcome = Walk(rules, "nat", hook, ref packet);
                if (outcome.Verdict == "ACCEPT") continue;
                if (outcome.Verdict is "DROP" or "REJECT" || outcome.IsUnknown) return Ended(outcome, "nat", hook, packet);
                if (Take(outcome, packet) is not { } translation)
                    return new FlowEnd(TraceVerdict.Unknown, packet, "Trace_NotUnderstood", Name(outcome)) { DecidedBy = Name(outcome) };
                if (destination) flow.Destination = translation;
                else flow.Source = translation;
                break;
            }
        }

        var before = packet;
        packet = destination ? flow.TranslateDestination(packet) : flow.TranslateSource(packet);
        if (!Equals(before, packet)) flow.Add("Kernel", destination ? "DNAT" : "SNAT", packet, "nat", hook);
        return null;
    }

    private Translation? Take(Outcome outcome, Packet packet) => outcome.Verdict switch
    {
        "DNAT" or "REDIRECT" => Translation.OfDestination(outcome.Decider!.Rule, packet, () => Own(packet)),
        "SNAT" => Translation.OfSource(outcome.Decider!.Rule, packet),
        "MASQUERADE" => Masquerade(packet) is { } address ? new Translation(address, null) : null,
        _ => null,
    };

    // The kernel takes the address a route by that interface would send from.
    private IPAddress? Masquerade(Packet packet) =>
        host.RoutesOf(host.Home).Find(packet.Destination, host.IsUp).Route is { PreferredSource.Length: > 0 } route && route.Interface == packet.OutInterface
            ? IPAddress.Parse(route.PreferredSource)
            : TracedHost.AddressOf(host.Home, packet.OutInterface, packet.Family);

    private IPAddress? Own(Packet packet) =>
        packet.InInterface.Length > 0 ? TracedHost.AddressOf(host.Home, packet.InInterface, packet.Family)
        : packet.Family == AddressFamily.InterNetwork ? IPAddress.Loopback : IPAddress.IPv6Loopback;

    private Outcome Walk(TracedRules rules, string table, string hook, ref Packet packet)
    {
        var before = packet;
        var outcome = new ChainWalker(rules.Rules.Table(table), host.Matcher).Walk(hook, table == "raw" ? Untracked(packet) : packet);
        packet = table == "raw" ? outcome.Packet with { Connection = Tracked(before, outcome.Packet) } : outcome.Packet;
        foreach (var step in outcome.Steps) flow.Add(step, before, packet, host.Ownership.Find(step.Rule));
        return outcome;
    }

    // Tracking comes behind raw: a packet has no connection there, but for one that has been through it already, on its way to lo.
    private static Packet Untracked(Packet packet) =>
        packet.InInterface == "lo" ? packet : packet with { Connection = packet.Connection with { State = "INVALID" } };

    private static TrackedConnection Tracked(Packet before, Packet after) =>
        before.InInterface == "lo" || after.Connection.State == "INVALID" ? before.Connection : before.Connection with { State = after.Connection.State };

    private IEnumerable<TracedRules> RulesFor(Packet packet)
    {
        var family = packet.Family == AddressFamily.InterNetwork ? "IPv4" : "IPv6";
        return host.RuleSets.Where(rules => rules.Family == family);
    }

    private FlowEnd Ended(Outcome outcome, string table, string hook, Packet packet)
    {
        if (outcome.Decider is null)
        {
            var policy = $"{table} {hook} policy {outcome.Verdict}";
            flow.Add("Policy", policy, packet, table, hook);
            return new FlowEnd(TraceVerdict.Dropped, packet, "Trace_Policy", policy) { DecidedBy = policy };
        }

        var verdict = outcome.Verdict switch { "DROP" => TraceVerdict.Dropped, "REJECT" => TraceVerdict.Rejected, _ => TraceVerdict.Unknown };
        var reason = verdict == TraceVerdict.Unknown ? "Trace_NotUnderstood" : "Trace_Rule";
        return new FlowEnd(verdict, packet, reason, Name(outcome)) { DecidedBy = Name(outcome) };
    }

    private static string Name(Outcome outcome) =>
        $"{outcome.Decider!.Table} {outcome.Decider.Rule.Chain} {outcome.Decider.Number}: {(outcome.Decider.Rule with { Counters = null }).Text}";
}
