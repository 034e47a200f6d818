using System.Net;
using System.Net.Sockets;
using ContainerNet.Iptables;
using ContainerNet.Iptables.Matching;
using ContainerNet.Services.Firewall.Native.Matching;

namespace ContainerNet.Services.Tracing;

/// <summary>Runs a packet through the tables of one hook of the host's firewall, in the kernel's order (linux/netfilter_ipv4.h).</summary>
internal sealed class HookRunner(TracedHost host, FlowState flow)
{
    // Where connection tracking comes, and behind it the translation of destinations.
    private const int Tracking = -200;
    private const int DestinationNat = -100;
    private const int SourceNat = 100;

    private static readonly Dictionary<string, (string Table, int Priority)[]> s_tables = new()
    {
        ["PREROUTING"] = [("raw", -300), ("mangle", -150), ("nat", DestinationNat)],
        ["INPUT"] = [("mangle", -150), ("filter", 0), ("security", 50), ("nat", SourceNat)],
        ["FORWARD"] = [("mangle", -150), ("filter", 0), ("security", 50)],
        ["OUTPUT"] = [("raw", -300), ("mangle", -150), ("nat", DestinationNat), ("filter", 0), ("security", 50)],
        ["POSTROUTING"] = [("mangle", -150), ("nat", SourceNat)],
    };

    /// <summary>Runs it through OUTPUT up to the translation of its destination: after that it is routed anew.</summary>
    public FlowEnd? RunOutputToTranslation(ref Packet packet) => Run("OUTPUT", long.MinValue, DestinationNat, ref packet);

    /// <summary>Runs it through the rest of OUTPUT.</summary>
    public FlowEnd? RunOutputAfterTranslation(ref Packet packet) => Run("OUTPUT", DestinationNat, long.MaxValue, ref packet);

    /// <summary>Runs it through all that hangs on a hook.</summary>
    /// <returns>Where the packet ended; null where it goes on.</returns>
    public FlowEnd? Run(string hook, ref Packet packet) => Run(hook, long.MinValue, long.MaxValue, ref packet);

    private FlowEnd? Run(string hook, long after, long upTo, ref Packet packet)
    {
        if (host.NativeAt(packet) is { } native) return native;
        var chains = host.NativeChains.On(hook, packet.Family);
        var from = after;
        foreach (var (table, priority) in s_tables[hook])
        {
            if (priority <= after || priority > upTo) continue;
            if (RunNative(chains, hook, from, priority, ref packet) is { } ended) return ended;
            if (RunTable(table, hook, ref packet) is { } decided) return decided;

            // One of the priority of a translation may come before it or behind it.
            if (table == "nat" && RunNative(chains, hook, priority - 1, priority, ref packet) is { } late) return late;
            from = priority;
        }

        // Behind the last hook the packet may have another source.
        return RunNative(chains, hook, from, upTo, ref packet) ?? (hook == "POSTROUTING" ? host.NativeAt(packet) : null);
    }

    private FlowEnd? RunTable(string table, string hook, ref Packet packet)
    {
        if (table == "nat") return Translate(hook, ref packet);
        foreach (var rules in RulesFor(packet))
        {
            var outcome = Walk(rules, table, hook, ref packet);
            if (outcome.Verdict != "ACCEPT") return Ended(outcome, table, hook, packet);
        }

        return null;
    }

    // Chains of one priority come in the order in which they were made, which is not known: where one ends the packet the others must not end it otherwise.
    private FlowEnd? RunNative(NativeChain[] chains, string hook, long after, long upTo, ref Packet packet)
    {
        for (var i = 0; i < chains.Length; i++)
        {
            var chain = chains[i];
            if (chain.Base.Priority <= after || chain.Base.Priority > upTo) continue;
            var others = OthersOf(chain, chains, hook, packet);
            var outcome = Walk(chain, hook, others.Length == 0, ref packet);
            if (outcome.Verdict == "ACCEPT") continue;
            return Array.TrueForAll(others, other => other is "ACCEPT" || other == outcome.Verdict)
                ? Ended(chain, outcome, packet)
                : OfAnyOrder(chain, packet);
        }

        return null;
    }

    // What the other chains of its priority, iptables' own among them, would do to the packet; a translation lets no other decide for sure.
    private string[] OthersOf(NativeChain chain, NativeChain[] chains, string hook, Packet packet)
    {
        var priority = chain.Base.Priority;
        var seen = AsSeen(packet, hook, priority, isAlone: false);
        var verdicts = chains.Where(other => other != chain && other.Base.Priority == priority).Select(other => other.Walk(seen).Verdict);
        return Array.Find(s_tables[hook], one => one.Priority == priority).Table switch
        {
            null => [.. verdicts],
            "nat" when !chain.IsNat => [.. verdicts, "nat"],
            var table => [.. verdicts, .. RulesFor(packet).Select(rules => TableOf(rules, table)).Where(rules => rules.RulesOf(hook).Count > 0 || rules.PolicyOf(hook) != "ACCEPT")
                .Select(rules => new ChainWalker<Rule>(rules).Walk(hook, seen).Verdict)],
        };
    }

    private Outcome<WalkedNftRule> Walk(NativeChain chain, string hook, bool isAlone, ref Packet packet)
    {
        var before = packet;
        var outcome = chain.Walk(AsSeen(packet, hook, chain.Base.Priority, isAlone));
        packet = packet with
        {
            Mark = isAlone || outcome.Steps.Any(static step => step.Rule.SetsMark) ? outcome.Packet.Mark : packet.Mark,
            Connection = IsBeforeTracking(hook, chain.Base.Priority) ? Tracked(before, outcome.Packet) : packet.Connection,
        };
        foreach (var step in outcome.Steps)
            flow.Add(isAlone ? step : step with { Applies = Answer.Unknown }, before, packet, host.Ownership.Find("", step.Table.Name, step.Chain, step.Number));
        return outcome;
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
            if (Ask(hook, destination, ref packet) is { } ended) return ended;
        }

        var before = packet;
        packet = destination ? flow.TranslateDestination(packet) : flow.TranslateSource(packet);
        if (!Equals(before, packet)) flow.Add("Kernel", destination ? "DNAT" : "SNAT", packet, "nat", hook);
        return null;
    }

    // The first that does not just let by decides: those behind it are not asked.
    private FlowEnd? Ask(string hook, bool destination, ref Packet packet)
    {
        var (chains, priority) = (host.NativeChains.NatOn(hook, packet.Family), destination ? DestinationNat : SourceNat);
        foreach (var chain in chains.Where(chain => chain.Base.Priority <= priority))
        {
            if (AskNative(chain, chains, hook, destination, ref packet, out var ended)) return ended;
        }

        foreach (var rules in RulesFor(packet))
        {
            var outcome = Walk(rules, "nat", hook, ref packet);
            if (outcome.Verdict == "ACCEPT") continue;
            return Settle(destination, Take(outcome, packet)) ? null : Ended(outcome, "nat", hook, packet);
        }

        foreach (var chain in chains.Where(chain => chain.Base.Priority > priority))
        {
            if (AskNative(chain, chains, hook, destination, ref packet, out var ended)) return ended;
        }

        return null;
    }

    private bool AskNative(NativeChain chain, NativeChain[] chains, string hook, bool destination, ref Packet packet, out FlowEnd? ended)
    {
        var others = OthersOf(chain, chains, hook, packet);
        var outcome = Walk(chain, hook, others.Length == 0, ref packet);
        ended = null;
        if (outcome.Verdict == "ACCEPT") return false;
        if (!Array.TrueForAll(others, static other => other == "ACCEPT")) ended = OfAnyOrder(chain, packet);
        else if (!Settle(destination, Take(outcome, packet))) ended = Ended(chain, outcome, packet);
        return true;
    }

    private bool Settle(bool destination, Translation? translation)
    {
        if (translation is null) return false;
        if (destination) flow.Destination = translation;
        else flow.Source = translation;
        return true;
    }

    private Translation? Take(Outcome<Rule> outcome, Packet packet) => outcome.Verdict switch
    {
        "DNAT" or "REDIRECT" => Translation.OfDestination(outcome.Decider!.Rule, packet, () => Own(packet)),
        "SNAT" => Translation.OfSource(outcome.Decider!.Rule, packet),
        "MASQUERADE" => Masquerade(packet),
        _ => null,
    };

    private Translation? Take(Outcome<WalkedNftRule> outcome, Packet packet) => outcome.Verdict switch
    {
        "REDIRECT" => Own(packet) is { } own ? Translation.Of(outcome.Decider!.Rule, own) : null,
        "DNAT" => Translation.Of(outcome.Decider!.Rule, packet.Destination),
        "SNAT" => Translation.Of(outcome.Decider!.Rule, packet.Source),
        "MASQUERADE" => Masquerade(packet),
        _ => null,
    };

    // The kernel takes the address a route by that interface would send from.
    private Translation? Masquerade(Packet packet)
    {
        var address = host.RoutesOf(host.Home).Find(packet.Destination, host.IsUp).Route is { PreferredSource.Length: > 0 } route && route.Interface == packet.OutInterface
            ? IPAddress.Parse(route.PreferredSource)
            : TracedHost.AddressOf(host.Home, packet.OutInterface, packet.Family);
        return address is null ? null : new Translation(address, null);
    }

    private IPAddress? Own(Packet packet) =>
        packet.InInterface.Length > 0 ? TracedHost.AddressOf(host.Home, packet.InInterface, packet.Family)
        : packet.Family == AddressFamily.InterNetwork ? IPAddress.Loopback : IPAddress.IPv6Loopback;

    private Outcome<Rule> Walk(TracedRules rules, string table, string hook, ref Packet packet)
    {
        var before = packet;
        var outcome = new ChainWalker<Rule>(TableOf(rules, table)).Walk(hook, table == "raw" ? Untracked(packet) : packet);
        packet = table == "raw" ? outcome.Packet with { Connection = Tracked(before, outcome.Packet) } : outcome.Packet;
        foreach (var step in outcome.Steps) flow.Add(step, before, packet, host.Ownership.Find(step.Rule));
        return outcome;
    }

    private IptablesTable TableOf(TracedRules rules, string table) => new(rules.Rules.Table(table), host.Matcher);

    private static bool IsBeforeTracking(string hook, int priority) => priority < Tracking && hook is ("PREROUTING" or "OUTPUT");

    // Behind a bridge's port nobody says by which interface a packet came in; a mark that may be set before or after is none that is known.
    private static Packet AsSeen(Packet packet, string hook, int priority, bool isAlone)
    {
        if (IsBeforeTracking(hook, priority)) packet = Untracked(packet);
        if (hook == "POSTROUTING" && packet.IsBridged) packet = packet with { InInterface = "" };
        return isAlone ? packet : packet with { Mark = null };
    }

    private static FlowEnd OfAnyOrder(NativeChain chain, Packet packet) => new(TraceVerdict.Unknown, packet, "Trace_Order", chain.Name) { DecidedBy = chain.Name };

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

    private FlowEnd Ended(Outcome<Rule> outcome, string table, string hook, Packet packet)
    {
        if (outcome.Decider is null)
        {
            var policy = $"{table} {hook} policy {outcome.Verdict}";
            flow.Add("Policy", policy, packet, table, hook);
            return new FlowEnd(TraceVerdict.Dropped, packet, "Trace_Policy", policy) { DecidedBy = policy };
        }

        return Ended(outcome, packet);
    }

    private FlowEnd Ended(NativeChain chain, Outcome<WalkedNftRule> outcome, Packet packet)
    {
        if (outcome.Decider is not null) return Ended(outcome, packet) with { Undo = chain.Undo(outcome) };
        var policy = $"{chain.Name} policy drop";
        flow.Add("Policy", policy, packet, chain.Rules!.Name, chain.Chain);
        return new FlowEnd(TraceVerdict.Dropped, packet, "Trace_NativePolicy", policy) { DecidedBy = policy, Undo = chain.Undo(outcome) };
    }

    private static FlowEnd Ended<TRule>(Outcome<TRule> outcome, Packet packet)
    {
        var verdict = outcome.Verdict switch { "DROP" => TraceVerdict.Dropped, "REJECT" => TraceVerdict.Rejected, _ => TraceVerdict.Unknown };
        var reason = verdict == TraceVerdict.Unknown ? "Trace_NotUnderstood" : "Trace_Rule";
        return new FlowEnd(verdict, packet, reason, $"{outcome.Decider}") { DecidedBy = $"{outcome.Decider}" };
    }
}
