using ContainerNet.Services.Engine;
using ContainerNet.Services.Namespaces;

namespace ContainerNet.Services.Modes;

/// <summary>One of the four network modes: what it asks of the engine, and how its promise is checked.</summary>
internal abstract class ModePlan
{
    public abstract ContainerMode Mode { get; }

    /// <summary>Who may get to the container's ports from its start on; null where everybody may.</summary>
    public virtual PortRestriction? Restriction => null;

    /// <summary>Fills in the network fields, after everything was refused that can be known to be wrong before something is made.</summary>
    public abstract Task<ContainerSpec> PrepareAsync(ContainerSpec spec, ICreationObserver observer, CancellationToken cancellationToken);

    /// <summary>Looks in the kernel whether a running container keeps the mode's promise.</summary>
    /// <returns>What is broken, in words; null when the promise holds.</returns>
    /// <exception cref="ContainerNetException">NamespaceGone when the container ended meanwhile; the errors of reading namespaces.</exception>
    public abstract string? FindBreach(ContainerDetails details, NamespaceService kernel);
}
