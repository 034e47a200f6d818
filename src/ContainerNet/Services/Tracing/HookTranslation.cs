using System.Net;
using System.Net.Sockets;
using ContainerNet.Iptables;
using ContainerNet.Iptables.Matching;
using ContainerNet.Services.Firewall.Native.Matching;

namespace ContainerNet.Services.Tracing;

/// <summary>Translates a packet's addresses at a hook, by the nat tables of iptables and the nat chains of nftables.</summary>
internal sealed class HookTranslation(TracedHost host, FlowState flow)
{
    private readonly HookWalker _walker = new(host, flow);

    /// <summary>Translates it. The nat tables are asked for a connection's first packet alone; what they said holds for all.</summary>
    /// <returns>Where the packet ended; null where it goes on.</returns>
    public FlowEnd? Run(string hook, ref Packet packet)
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
        var (chains, priority) = (host.NativeChains.NatOn(hook, packet.Family), destination ? HookOrder.DestinationNat : HookOrder.SourceNat);
        foreach (var chain in chains.Where(chain => chain.Base.Priority <= priority))
        {
            if (AskNative(chain, chains, hook, destination, ref packet, out var ended)) return ended;
        }

        foreach (var rules in _walker.RulesFor(packet))
        {
            var outcome = _walker.Walk(rules, "nat", hook, ref packet);
            if (outcome.Verdict == "ACCEPT") continue;
            return Settle(destination, Take(outcome, packet)) ? null : _walker.Ended(outcome, "nat", hook, packet);
        }

        foreach (var chain in chains.Where(chain => chain.Base.Priority > priority))
        {
            if (AskNative(chain, chains, hook, destination, ref packet, out var ended)) return ended;
        }

        return null;
    }

    private bool AskNative(NativeChain chain, NativeChain[] chains, string hook, bool destination, ref Packet packet, out FlowEnd? ended)
    {
        var others = _walker.OthersOf(chain, chains, hook, packet);
        var outcome = _walker.Walk(chain, hook, others.Length == 0, ref packet);
        ended = null;
        if (outcome.Verdict == "ACCEPT") return false;
        if (!Array.TrueForAll(others, static other => other == "ACCEPT")) ended = HookWalker.OfAnyOrder(chain, packet);
        else if (!Settle(destination, Take(outcome, packet))) ended = _walker.Ended(chain, outcome, packet);
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
}
