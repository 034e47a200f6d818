using ContainerNet.Services.Firewall;
using ContainerNet.Services.Publishing;

namespace ContainerNet.Services.Repairing;

/// <summary>What one container is due.</summary>
/// <param name="Id">Its full id.</param>
/// <param name="Name">Its name.</param>
/// <param name="Wish">The rules of its ports.</param>
internal sealed record WantedContainer(string Id, string Name, ContainerWish Wish)
{
    /// <summary>What to guard; null where no guard is due.</summary>
    public GuardTarget? Guard { get; init; }

    /// <summary>What is to be remembered of it; null where there is nothing.</summary>
    public DesiredContainer? Remembered { get; init; }

    /// <summary>Where its ports lead; null where they lead nowhere now.</summary>
    public PublishTarget? Target { get; init; }

    /// <summary>What keeps some of it from being put right.</summary>
    public IReadOnlyList<ContainerNetException> Problems { get; init; } = [];

    /// <summary>With these ports, and who may get there.</summary>
    public WantedContainer WithPorts(PortForward[] ports) => this with { Wish = Wish with { Ports = ports, Access = Remembered?.AccessWhile(ports) ?? [] } };
}
