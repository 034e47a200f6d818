using ContainerNet.Services.Connection;
using ContainerNet.Services.Engine;
using ContainerNet.Services.Firewall;
using ContainerNet.Services.Namespaces;
using ContainerNet.Services.Publishing;
using ContainerNet.Services.Repairing;

namespace ContainerNet.Services.Containers;

/// <summary>What a cmdlet needs to read and to run the containers of one engine.</summary>
internal sealed class ContainerServices
{
    private readonly Lazy<ContainerPorts> _ports;
    private readonly Lazy<ContainerLifecycle> _lifecycle;
    private readonly Lazy<NetworkRepair> _repair;

    public ContainerServices(IContainerEngine engine)
    {
        var (namespaces, guards) = (new NamespaceService(), new GuardService());
        Finder = new ContainerFinder(engine);
        Guards = new GuardKeeper(engine, guards);
        Reader = new ContainerReader(engine, namespaces, Guards);
        Query = new ContainerQuery(engine, Reader);
        // Looking at the engine's process costs something, and reading needs it not.
        var view = new Lazy<KernelView>(() => KernelViewCheck.Check(engine.Connection.Endpoint));
        _ports = new(() => new ContainerPorts(engine, namespaces, view.Value, guards.Writer, new DesiredState()));
        _repair = new(() => new NetworkRepair(engine, Guards, guards.Writer, new DesiredState(), view.Value));
        _lifecycle = new(() => new ContainerLifecycle(engine, Guards, _ports.Value));
    }

    public ContainerFinder Finder { get; }

    public GuardKeeper Guards { get; }

    public ContainerReader Reader { get; }

    public ContainerQuery Query { get; }

    public ContainerPorts Ports => _ports.Value;

    public ContainerLifecycle Lifecycle => _lifecycle.Value;

    public NetworkRepair Repair => _repair.Value;
}
