using ContainerNet.Docker;
using ContainerNet.Services.Containers;
using Xunit;

namespace ContainerNet.Unit.Containers;

public class FirstCallRehearsalTests
{
    /// <summary>Every field that a first call reads has to be there to be read: what the rehearsal leaves out is compiled in a user's call.</summary>
    [Fact]
    public async Task A_container_with_an_address_a_label_and_a_published_port_is_read()
    {
        var container = Assert.Single(await FirstCallRehearsal.RunAsync(new DockerEngineFactory(), TestContext.Current.CancellationToken));

        Assert.Equal(("rehearsal", "Bridged", "Running"), (container.Name, container.Mode, container.State));
        Assert.Equal("192.0.2.2", Assert.Single(container.Networks).IPAddress);
        Assert.Equal(80, Assert.Single(container.PublishedPorts).HostPort);
        Assert.Single(container.Labels);
        Assert.NotNull(container.StartedAt);
    }

    [Fact]
    public async Task It_can_be_cancelled()
    {
        using var cancelled = new CancellationTokenSource();
        await cancelled.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => FirstCallRehearsal.RunAsync(new DockerEngineFactory(), cancelled.Token));
    }
}
