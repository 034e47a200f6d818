using ContainerNet.Cmdlets.Base;

namespace ContainerNet.Cmdlets.Inspect;

/// <summary>Completes the names of iptables' tables.</summary>
internal sealed class FirewallTableCompleter() : WordCompleter("filter", "mangle", "nat", "raw", "security");
