using ContainerNet.Services.Engine;
using ContainerNet.Services.Publishing;

namespace ContainerNet.Services.Modes;

/// <summary>Starts a container; a port that is taken is answered with the name of its holder.</summary>
internal sealed class ContainerStarter(IContainerEngine engine)
{
    /// <exception cref="ContainerNetException">PortInUse with the holder, and what else start refuses.</exception>
    public async Task StartAsync(string id, ContainerSpec spec, CancellationToken cancellationToken)
    {
        try
        {
            await engine.Containers.StartAsync(id, cancellationToken).ConfigureAwait(false);
        }
        catch (ContainerNetException refused) when (refused.Id == ErrorId.PortInUse)
        {
            var held = await new PortHolders(engine).ReadAsync(cancellationToken).ConfigureAwait(false);
            foreach (var mapping in spec.PortBindings)
            {
                if (held.Find(mapping, cancellationToken) is { } holder)
                    throw ContainerNetException.Create(ErrorId.PortInUse, refused, mapping.ToString(), mapping, holder);
            }

            throw;
        }
    }
}
