namespace ContainerNet.Services.Checking.Modes;

/// <summary>The container has a network namespace of its own.</summary>
internal sealed class OwnNamespaceCheck() : ContainerCheck("OwnNamespace", ContainerMode.Closed, ContainerMode.Bridged, ContainerMode.Other)
{
    public override void Judge(CheckedHost host, CheckedContainer container, Tally tally)
    {
        if (container.Home is not { } home) tally.Unknown("", "net");
        else tally.Judge(!home.IsHost, "", $"{home}", Commands.Restart(container.Container));
    }
}
