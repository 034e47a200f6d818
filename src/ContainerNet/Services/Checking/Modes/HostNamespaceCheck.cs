namespace ContainerNet.Services.Checking.Modes;

/// <summary>The network namespace is the host's.</summary>
internal sealed class HostNamespaceCheck() : ContainerCheck("HostNamespace", ContainerMode.Host)
{
    public override void Judge(CheckedHost host, CheckedContainer container, Tally tally)
    {
        if (container.Home is not { } home) tally.Unknown($"{host.Home}", container.Name);
        else tally.Judge(home.IsHost, $"{host.Home}", $"{home}", Commands.Restart(container.Container));
    }
}
