using System.Net.Sockets;
using ContainerNet.Iptables;
using ContainerNet.Iptables.Matching;
using ContainerNet.Services.Firewall.Native.Matching;

namespace ContainerNet.Services.Tracing;

/// <summary>Walks a packet through one chain at a hook, and notes what it meets.</summary>
internal sealed class HookWalker(TracedHost host, FlowState flow)
{
    /// <summary>Through a table of iptables.</summary>
    public Outcome<Rule> Walk(TracedRules rules, string table, string hook, ref Packet packet)
    {
        var before = packet;
        var outcome = new ChainWalker<Rule>(TableOf(rules, table)).Walk(hook, table == "raw" ? Untracked(packet) : packet);
        packet = table == "raw" ? outcome.Packet with { Connection = Tracked(before, outcome.Packet) } : outcome.Packet;
        foreach (var step in outcome.Steps) flow.Add(step, before, packet, host.Ownership.Find(step.Rule));
        return outcome;
    }

    /// <summary>The end of a packet that chains of one priority would end in different ways.</summary>
    public static FlowEnd OfAnyOrder(NativeChain chain, Packet packet) => new(TraceVerdict.Unknown, packet, "Trace_Order", chain.Name) { DecidedBy = chain.Name };

    /// <summary>The rules of iptables of the packet's family.</summary>
    public IEnumerable<TracedRules> RulesFor(Packet packet)
    {
        var family = packet.Family == AddressFamily.InterNetwork ? "IPv4" : "IPv6";
        return host.RuleSets.Where(rules => rules.Family == family);
    }

    /// <summary>Through a chain of nftables.</summary>
    /// <param name="chain">The chain.</param>
    /// <param name="hook">Its hook.</param>
    /// <param name="isAlone">Whether nothing else has its priority.</param>
    /// <param name="packet">The packet.</param>
    public Outcome<WalkedNftRule> Walk(NativeChain chain, string hook, bool isAlone, ref Packet packet)
    {
        var before = packet;
        var outcome = chain.Walk(AsSeen(packet, hook, chain.Base.Priority, isAlone));
        packet = packet with
        {
            Mark = isAlone || outcome.Steps.Any(static step => step.Rule.SetsMark) ? outcome.Packet.Mark : packet.Mark,
            Connection = HookOrder.IsBeforeTracking(hook, chain.Base.Priority) ? Tracked(before, outcome.Packet) : packet.Connection,
        };
        foreach (var step in outcome.Steps)
            flow.Add(isAlone ? step : step with { Applies = Answer.Unknown }, before, packet, host.Ownership.Find("", step.Table.Name, step.Chain, step.Number));
        return outcome;
    }

    /// <summary>What the other chains of its priority, iptables' own among them, would do to the packet; a translation lets no other decide for sure.</summary>
    public string[] OthersOf(NativeChain chain, NativeChain[] chains, string hook, Packet packet)
    {
        var priority = chain.Base.Priority;
        var seen = AsSeen(packet, hook, priority, isAlone: false);
        var verdicts = chains.Where(other => other != chain && other.Base.Priority == priority).Select(other => other.Walk(seen).Verdict);
        var table = Array.Find(HookOrder.Tables[hook], one => one.Priority == priority).Table;
        if (table is null || (chain.IsNat && table != "nat")) return [.. verdicts];
        if (table == "nat" && !chain.IsNat) return [.. verdicts, "nat"];
        var tables = RulesFor(packet).Select(rules => TableOf(rules, table)).Where(rules => rules.RulesOf(hook).Count > 0 || rules.PolicyOf(hook) != "ACCEPT");
        return [.. verdicts, .. tables.Select(rules => new ChainWalker<Rule>(rules).Walk(hook, seen).Verdict)];
    }

    /// <summary>The end of a packet that does not go on.</summary>
    public FlowEnd Ended(Outcome<Rule> outcome, string table, string hook, Packet packet)
    {
        if (outcome.Decider is null)
        {
            var policy = $"{table} {hook} policy {outcome.Verdict}";
            flow.Add("Policy", policy, packet, table, hook);
            return new FlowEnd(TraceVerdict.Dropped, packet, "Trace_Policy", policy) { DecidedBy = policy };
        }

        return Ended(outcome, packet);
    }

    /// <summary>The same in a chain of nftables, with the command that takes away what decided.</summary>
    public FlowEnd Ended(NativeChain chain, Outcome<WalkedNftRule> outcome, Packet packet)
    {
        if (outcome.Decider is not null) return Ended(outcome, packet) with { Undo = chain.Undo(outcome) };
        var policy = $"{chain.Name} policy drop";
        flow.Add("Policy", policy, packet, chain.Rules!.Name, chain.Chain);
        return new FlowEnd(TraceVerdict.Dropped, packet, "Trace_NativePolicy", policy) { DecidedBy = policy, Undo = chain.Undo(outcome) };
    }

    private IptablesTable TableOf(TracedRules rules, string table) => new(rules.Rules.Table(table), host.Matcher);

    // Behind a bridge's port nobody says by which interface a packet came in; a mark that may be set before or after is none that is known.
    private static Packet AsSeen(Packet packet, string hook, int priority, bool isAlone)
    {
        if (HookOrder.IsBeforeTracking(hook, priority)) packet = Untracked(packet);
        if (hook == "POSTROUTING" && packet.IsBridged) packet = packet with { InInterface = "" };
        return isAlone ? packet : packet with { Mark = null };
    }

    // Tracking comes behind raw: a packet has no connection there, but for one that has been through it already, on its way to lo.
    private static Packet Untracked(Packet packet) =>
        packet.InInterface == "lo" ? packet : packet with { Connection = packet.Connection with { State = "INVALID" } };

    private static TrackedConnection Tracked(Packet before, Packet after) =>
        before.InInterface == "lo" || after.Connection.State == "INVALID" ? before.Connection : before.Connection with { State = after.Connection.State };

    private static FlowEnd Ended<TRule>(Outcome<TRule> outcome, Packet packet)
    {
        var verdict = outcome.Verdict switch { "DROP" => TraceVerdict.Dropped, "REJECT" => TraceVerdict.Rejected, _ => TraceVerdict.Unknown };
        var reason = verdict == TraceVerdict.Unknown ? "Trace_NotUnderstood" : "Trace_Rule";
        return new FlowEnd(verdict, packet, reason, $"{outcome.Decider}") { DecidedBy = $"{outcome.Decider}" };
    }
}
