using ContainerNet.Cmdlets.Base;

namespace ContainerNet.Cmdlets.Prove;

/// <summary>Completes where a container can connect to: host, and the containers that run.</summary>
internal sealed class ConnectionTargetCompleter : FlowEndCompleter
{
    /// <inheritdoc/>
    protected override IEnumerable<Suggestion> Words => base.Words.Skip(1);
}
