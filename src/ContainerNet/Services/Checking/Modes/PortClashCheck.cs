namespace ContainerNet.Services.Checking.Modes;

/// <summary>No port on which the container listens on the host is published by another, which would take what arrives there before it.</summary>
internal sealed class PortClashCheck() : ContainerCheck("PortClash", ContainerMode.Host)
{
    public override void Judge(CheckedHost host, CheckedContainer container, Tally tally)
    {
        if (container.Home is { IsHost: false }) return;
        if (container.Home is not { Routes.Length: > 0 } home)
        {
            tally.Unknown("", container.Name);
            return;
        }

        tally.Pass("");
        foreach (var socket in home.Sockets.Where(socket => socket.OwnerId == container.Container.Id && socket.IsListening))
        {
            foreach (var (port, other) in host.Publishers[(socket.Protocol, socket.LocalPort)].Where(one => one.Container.Id != container.Container.Id))
            {
                var fix = port.Source == PublishedPort.ByContainerNet
                    ? $"Unpublish-ContainerPort {Commands.Quote(other.Name)} {port.HostPort} -Protocol {port.Protocol}"
                    : $"Stop-Container {Commands.Quote(other.Name)}";
                tally.Fail("", $"{socket} / {other.Name} {port}", fix);
            }
        }
    }
}
