using System.Net.Sockets;

namespace ContainerNet.Services.Checking.Bridged;

/// <summary>From outside nothing of the container is reached but its published ports.</summary>
internal sealed class NothingElseReachableCheck() : ContainerCheck("NothingElseReachable", ContainerMode.Bridged)
{
    private const int Most = 8;

    // Discard (RFC 863): where the container listens nowhere else, any port will do.
    private const int Unused = 9;

    public override void Judge(CheckedHost host, CheckedContainer container, Tally tally)
    {
        // Opened on purpose: nothing else is promised.
        if (container.Container.Guard is nameof(GuardState.Off) or nameof(GuardState.OpenByNetworkOption)) return;
        foreach (var end in container.Outbound)
        {
            foreach (var (address, _) in end.Addresses)
            {
                var uplink = host.Uplink(address.AddressFamily);
                if (host.HasRules && uplink.Length == 0) continue;
                foreach (var (protocol, port) in Unpublished(container))
                {
                    var wanted = $"{address}";
                    if (!host.HasRules)
                    {
                        tally.Unknown(wanted, Reasons.OfRules(host));
                        continue;
                    }

                    var result = host.Probe.ToAddress(protocol, port, address, uplink, end.Bridge);
                    if (result.IsUnknown) tally.Unknown(wanted, result.DecidedBy);
                    else tally.Judge(!result.Passes, wanted, result.Passes ? $"{address} {port}/{protocol}" : result.DecidedBy, Fixes(host, result, address.AddressFamily));
                }
            }
        }
    }

    private static IEnumerable<(string Protocol, int Port)> Unpublished(CheckedContainer container)
    {
        var published = container.Ports.Select(static port => (port.Protocol, port.ContainerPort)).ToHashSet();
        var listening = (container.Home?.Sockets ?? []).Where(static socket => socket.Protocol is "tcp" or "udp" && socket.IsListening && !socket.LocalAddress.StartsWith("127.", StringComparison.Ordinal))
            .Select(static socket => (socket.Protocol, socket.LocalPort)).Where(one => !published.Contains(one));
        return listening.Prepend(("tcp", Unused)).Distinct().Take(Most);
    }

    private static IEnumerable<string> Fixes(CheckedHost host, ProbeResult result, AddressFamily family)
    {
        var rules = host.Rules.Of(family);
        return result.LastRule is { Text: var text } && text.EndsWith("-j ACCEPT", StringComparison.Ordinal) && RuleChanges.Delete(rules, result) is { } delete
            ? [delete] : [Commands.Policy(rules, "FORWARD", "DROP")];
    }
}
