using ContainerNet.Cmdlets.Base;

namespace ContainerNet.Cmdlets.Inspect;

/// <summary>Completes the names of the kernel's own routing tables.</summary>
internal sealed class RouteTableCompleter() : WordCompleter("default", "local", "main");
