using ContainerNet.Services.Engine;
using ContainerNet.Services.Namespaces;

namespace ContainerNet.Services.Containers;

/// <summary>Makes the module's <see cref="Container"/> of what the engine and the kernel say.</summary>
internal sealed class ContainerReader(IContainerEngine engine, NamespaceService namespaces)
{
    /// <summary>Reads one container.</summary>
    /// <exception cref="ContainerNetException">ContainerNotFound.</exception>
    public async Task<Container> ReadAsync(string id, CancellationToken cancellationToken) =>
        ToContainer(await engine.Containers.InspectAsync(id, cancellationToken).ConfigureAwait(false));

    /// <summary>Puts engine and kernel facts together; without the right to see the kernel, what is shared is told from the engine's words.</summary>
    public Container ToContainer(ContainerDetails details) => throw new NotSupportedException(namespaces.ToString() + details);
}
