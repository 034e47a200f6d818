using ContainerNet.Services;
using ContainerNet.Services.Engine;

namespace ContainerNet.Unit.Fakes;

/// <summary>Networks in memory: the engine's own three, and what a test adds.</summary>
internal sealed class FakeNetworks(FakeEngine engine) : INetworkOperations
{
    public List<NetworkDetails> All { get; } =
    [
        new()
        {
            Id = FakeId.StartingWith("b1"), Name = "bridge", Driver = "bridge", Subnets = ["172.17.0.0/16"],
            Options = new Dictionary<string, string> { ["com.docker.network.bridge.name"] = "docker0" },
        },
        new() { Id = FakeId.StartingWith("a1"), Name = "host", Driver = "host" },
        new() { Id = FakeId.StartingWith("c1"), Name = "none", Driver = "null" },
    ];

    /// <summary>Adds a user-defined network.</summary>
    public NetworkDetails Add(string name, string driver = "bridge", params (string Key, string Value)[] options)
    {
        var network = new NetworkDetails
        {
            Id = FakeId.Next(), Name = name, Driver = driver, Options = options.ToDictionary(one => one.Key, one => one.Value),
        };
        All.Add(network);
        return network;
    }

    public Task<IReadOnlyList<NetworkDetails>> ListAsync(CancellationToken cancellationToken)
    {
        engine.Calls.Enqueue("list networks");
        return Task.FromResult<IReadOnlyList<NetworkDetails>>([.. All]);
    }

    public Task<NetworkDetails> InspectAsync(string idOrName, CancellationToken cancellationToken)
    {
        engine.Calls.Enqueue($"inspect network {idOrName}");
        return Task.FromResult(All.FirstOrDefault(one => one.Id == idOrName || one.Name == idOrName)
            ?? throw ContainerNetException.Create(ErrorId.NetworkNotFound, idOrName, idOrName));
    }

    public Task ConnectAsync(string containerId, EndpointSpec endpoint, CancellationToken cancellationToken)
    {
        engine.Calls.Enqueue($"connect {containerId} {endpoint.Network}");
        return Task.CompletedTask;
    }
}
