using System.Collections.Concurrent;
using ContainerNet.Services.Engine;

namespace ContainerNet.Unit.Fakes;

/// <summary>An engine that lives in memory. <see cref="Calls"/> tells what was asked of it, in order, as <c>verb name</c>.</summary>
internal sealed class FakeEngine : IContainerEngine
{
    public FakeEngine()
    {
        Containers = new FakeContainers(this);
        Images = new FakeImages(this);
        Networks = new FakeNetworks(this);
    }

    public EngineConnection Connection { get; init; } = new(
        new EngineEndpoint { Uri = new Uri("unix:///run/fake.sock"), Source = "Parameter" }, "Docker", new Version(1, 41), new Version(1, 41));

    public EngineInfo Info { get; init; } = new() { Version = "20.10.24", CgroupVersion = 2 };

    public FakeContainers Containers { get; }

    public FakeImages Images { get; }

    public FakeNetworks Networks { get; }

    /// <summary>Everything that was asked, such as <c>list</c>, <c>inspect web</c>, <c>stop web 5</c>.</summary>
    public ConcurrentQueue<string> Calls { get; } = new();

    /// <summary>The calls that change something.</summary>
    public string[] Writes => [.. Calls.Where(static call => !call.StartsWith("list", StringComparison.Ordinal)
        && !call.StartsWith("inspect", StringComparison.Ordinal) && !call.StartsWith("wait", StringComparison.Ordinal)
        && call != "info")];

    IContainerOperations IContainerEngine.Containers => Containers;

    IImageOperations IContainerEngine.Images => Images;

    INetworkOperations IContainerEngine.Networks => Networks;

    public Task<EngineInfo> GetInfoAsync(CancellationToken cancellationToken)
    {
        Calls.Enqueue("info");
        return Task.FromResult(Info);
    }

    public void Dispose()
    {
    }
}
