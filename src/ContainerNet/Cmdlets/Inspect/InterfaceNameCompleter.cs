using ContainerNet.Cmdlets.Base;

namespace ContainerNet.Cmdlets.Inspect;

/// <summary>Completes the names an engine gives to interfaces: <c>lo</c>, and <c>eth0</c> upwards in the order of the networks.</summary>
internal sealed class InterfaceNameCompleter() : WordCompleter("eth0", "eth1", "eth2", "lo");
