using ContainerNet.Iptables.Matching;

namespace ContainerNet.Services.Tracing;

/// <summary>Runs a packet through the tables of one hook of the host's firewall, in the kernel's order (linux/netfilter_ipv4.h).</summary>
internal sealed class HookRunner(TracedHost host, FlowState flow)
{
    private readonly HookWalker _walker = new(host, flow);
    private readonly HookTranslation _translation = new(host, flow);

    /// <summary>Runs it through OUTPUT up to the translation of its destination: after that it is routed anew.</summary>
    public FlowEnd? RunOutputToTranslation(ref Packet packet) => Run("OUTPUT", long.MinValue, HookOrder.DestinationNat, ref packet);

    /// <summary>Runs it through the rest of OUTPUT.</summary>
    public FlowEnd? RunOutputAfterTranslation(ref Packet packet) => Run("OUTPUT", HookOrder.DestinationNat, long.MaxValue, ref packet);

    /// <summary>Runs it through all that hangs on a hook.</summary>
    /// <returns>Where the packet ended; null where it goes on.</returns>
    public FlowEnd? Run(string hook, ref Packet packet) => Run(hook, long.MinValue, long.MaxValue, ref packet);

    private FlowEnd? Run(string hook, long after, long upTo, ref Packet packet)
    {
        if (host.NativeAt(packet) is { } native) return native;
        var chains = host.NativeChains.On(hook, packet.Family);
        var from = after;
        foreach (var (table, priority) in HookOrder.Tables[hook])
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
        if (table == "nat") return _translation.Run(hook, ref packet);
        foreach (var rules in _walker.RulesFor(packet))
        {
            var outcome = _walker.Walk(rules, table, hook, ref packet);
            if (outcome.Verdict != "ACCEPT") return _walker.Ended(outcome, table, hook, packet);
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
            var others = _walker.OthersOf(chain, chains, hook, packet);
            var outcome = _walker.Walk(chain, hook, others.Length == 0, ref packet);
            if (outcome.Verdict == "ACCEPT") continue;
            return Array.TrueForAll(others, other => other is "ACCEPT" || other == outcome.Verdict)
                ? _walker.Ended(chain, outcome, packet)
                : HookWalker.OfAnyOrder(chain, packet);
        }

        return null;
    }
}
