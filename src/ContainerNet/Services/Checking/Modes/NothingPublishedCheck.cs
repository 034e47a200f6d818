namespace ContainerNet.Services.Checking.Modes;

/// <summary>No port of the host leads to the container.</summary>
internal sealed class NothingPublishedCheck() : ContainerCheck("NothingPublished", ContainerMode.Closed)
{
    public override void Judge(CheckedHost host, CheckedContainer container, Tally tally)
    {
        tally.Pass("");
        foreach (var port in container.Ports) tally.Fail("", $"{port}", $"Unpublish-ContainerPort {Commands.Quote(container.Name)} -All");
    }
}
