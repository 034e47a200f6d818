using ContainerNet.Cmdlets.Base;

namespace ContainerNet.Cmdlets.Publish;

/// <summary>Completes the protocols that can be published.</summary>
internal sealed class ProtocolCompleter() : WordCompleter("tcp", "udp", "sctp");
