using ContainerNet.Cmdlets.Base;
using ContainerNet.Services.Engine;
using ContainerNet.Services.Firewall;

namespace ContainerNet.Cmdlets.Publish;

/// <summary>Completes the ports of the host that are published, by the engine or by this module.</summary>
internal sealed class HostPortCompleter : EngineItemCompleter
{
    /// <inheritdoc/>
    protected override async Task<IEnumerable<Suggestion>> GetAsync(IContainerEngine engine, string word, CancellationToken cancellationToken)
    {
        var listed = await engine.Containers.ListAsync(false, cancellationToken).ConfigureAwait(false);
        var own = await new GuardKeeper(engine, new GuardService()).ReadPortsAsync(cancellationToken).ConfigureAwait(false);
        return listed
            .SelectMany(one => one.Ports.Concat(own.Of(one.Id)).Select(port => (one.Name, port.HostPort, port.ContainerPort, port.Protocol)))
            .Distinct().OrderBy(static port => port.HostPort)
            .Select(static port => new Suggestion($"{port.HostPort}/{port.Protocol}", $"{port.Name}: {port.HostPort}->{port.ContainerPort}/{port.Protocol}"));
    }
}
