using ContainerNet.Cmdlets.Base;

namespace ContainerNet.Cmdlets.Modes;

/// <summary>Completes the engine's restart policies.</summary>
internal sealed class RestartPolicyCompleter() : WordCompleter("no", "always", "unless-stopped", "on-failure");
