using ContainerNet.Services.Engine;
using ContainerNet.Services.Firewall;
using ContainerNet.Services.Namespaces;

namespace ContainerNet.Services.Containers;

/// <summary>What a cmdlet needs to read and to run the containers of one engine.</summary>
internal sealed class ContainerServices
{
    public ContainerServices(IContainerEngine engine)
    {
        Finder = new ContainerFinder(engine);
        Guards = new GuardKeeper(engine, new GuardService());
        Reader = new ContainerReader(engine, new NamespaceService(), Guards);
        Query = new ContainerQuery(engine, Reader);
        Lifecycle = new ContainerLifecycle(engine, Guards);
    }

    public ContainerFinder Finder { get; }

    public GuardKeeper Guards { get; }

    public ContainerReader Reader { get; }

    public ContainerQuery Query { get; }

    public ContainerLifecycle Lifecycle { get; }
}
