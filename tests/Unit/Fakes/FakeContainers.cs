using System.Globalization;
using System.Runtime.CompilerServices;
using ContainerNet.Services;
using ContainerNet.Services.Engine;

namespace ContainerNet.Unit.Fakes;

/// <summary>Containers in memory, in the order they were added.</summary>
internal sealed class FakeContainers(FakeEngine engine) : IContainerOperations
{
    private readonly Lock _lock = new();
    private readonly List<ContainerDetails> _all = [];

    /// <summary>Runs before every write; throw or wait in it to have the engine fail or hang.</summary>
    public Func<string, CancellationToken, Task> BeforeWrite { get; set; } = static (_, _) => Task.CompletedTask;

    /// <summary>What a container is like once it was started: another process id, or ended already.</summary>
    public Func<ContainerDetails, ContainerDetails> Started { get; set; } = static started => started;

    /// <summary>The containers as they are now.</summary>
    public IReadOnlyList<ContainerDetails> All
    {
        get { lock (_lock) return [.. _all]; }
    }

    /// <summary>The one with this name.</summary>
    public ContainerDetails this[string name] => All.Single(one => one.Name == name);

    /// <summary>Adds a container; an id, a creation time and a label of ours are made up where they are not given.</summary>
    public ContainerDetails Add(string name, string state = "running", bool ours = true, string networkMode = "bridge", string? id = null,
        Func<ContainerDetails, ContainerDetails>? change = null)
    {
        lock (_lock)
        {
            var details = new ContainerDetails
            {
                Id = id ?? FakeId.Next(),
                Name = name,
                Image = "busybox:latest",
                NetworkMode = networkMode,
                State = state,
                Created = new DateTime(2026, 1, 2, 3, 4, 5, DateTimeKind.Utc).AddMinutes(_all.Count),
                Labels = ours ? new() { [LabelNames.Made] = "1" } : [],
            };
            details = change?.Invoke(details) ?? details;
            _all.Add(details);
            return details;
        }
    }

    /// <summary>Takes one away without a trace in <see cref="FakeEngine.Calls"/>, as another client would.</summary>
    public void Vanish(string name)
    {
        lock (_lock) _all.RemoveAll(one => one.Name == name);
    }

    public Task<IReadOnlyList<ContainerSummary>> ListAsync(bool all, CancellationToken cancellationToken)
    {
        engine.Calls.Enqueue("list");
        lock (_lock)
        {
            // The engine lists the newest first.
            return Task.FromResult<IReadOnlyList<ContainerSummary>>(
                [.. _all.Where(one => all || one.State is "running" or "paused").Reverse().Select(Summarise)]);
        }
    }

    public Task<ContainerDetails> InspectAsync(string idOrName, CancellationToken cancellationToken)
    {
        var found = Find(idOrName);
        engine.Calls.Enqueue($"inspect {found.Name}");
        return Task.FromResult(found);
    }

    public async Task<CreatedContainer> CreateAsync(ContainerSpec spec, CancellationToken cancellationToken)
    {
        await WriteAsync($"create {spec.Name}", cancellationToken);
        if (All.Any(one => one.Name == spec.Name)) throw ContainerNetException.Create(ErrorId.ContainerNameInUse, spec.Name, spec.Name, "");
        var made = Add(spec.Name ?? $"made_{FakeId.Next()[..6]}", "created", ours: false, spec.NetworkMode,
            change: details => details with { Image = spec.Image, Labels = new(spec.Labels), PortBindings = spec.PortBindings, IpcMode = spec.IpcMode ?? "private" });
        return new CreatedContainer(made.Id, []);
    }

    public async Task<bool> StartAsync(string id, CancellationToken cancellationToken)
    {
        var found = Find(id);
        await WriteAsync($"start {found.Name}", cancellationToken);
        if (found.State == "running") return false;
        Replace(Started(found with { State = "running", StartedAt = DateTime.UtcNow }));
        return true;
    }

    public async Task<bool> StopAsync(string id, int? timeoutSeconds, CancellationToken cancellationToken)
    {
        var found = Find(id);
        await WriteAsync($"stop {found.Name}{Suffix(timeoutSeconds)}", cancellationToken);
        if (found.State != "running") return false;
        Replace(found with { State = "exited", ProcessId = 0, ExitCode = 137, FinishedAt = DateTime.UtcNow });
        return true;
    }

    public async Task RestartAsync(string id, int? timeoutSeconds, CancellationToken cancellationToken)
    {
        var found = Find(id);
        await WriteAsync($"restart {found.Name}{Suffix(timeoutSeconds)}", cancellationToken);
        Replace(found with { State = "running", StartedAt = DateTime.UtcNow });
    }

    public async Task RemoveAsync(string id, bool force, bool volumes, CancellationToken cancellationToken)
    {
        var found = Find(id);
        await WriteAsync($"remove {found.Name}{(force ? " force" : "")}{(volumes ? " volumes" : "")}", cancellationToken);
        if (found.State == "running" && !force) throw ContainerNetException.Create(ErrorId.ContainerRunning, found.Name, found.Name, found.State);
        Vanish(found.Name);
    }

    public async Task<int> WaitAsync(string id, CancellationToken cancellationToken)
    {
        var found = Find(id);
        engine.Calls.Enqueue($"wait {found.Name}");
        while (Find(id).State == "running") await Task.Delay(5, cancellationToken);
        return Find(id).ExitCode;
    }

    public async IAsyncEnumerable<LogChunk> FollowLogsAsync(string id, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        Find(id);
        await Task.Yield();
        yield break;
    }

    /// <summary>Write into it to have the engine tell something.</summary>
    public System.Threading.Channels.Channel<ContainerEvent> Events { get; } = System.Threading.Channels.Channel.CreateUnbounded<ContainerEvent>();

    public IAsyncEnumerable<ContainerEvent> WatchAsync(DateTime since, CancellationToken cancellationToken) => Events.Reader.ReadAllAsync(cancellationToken);

    private static string Suffix(int? seconds) => seconds is null ? "" : string.Create(CultureInfo.InvariantCulture, $" {seconds}");

    private static ContainerSummary Summarise(ContainerDetails details) => new()
    {
        Id = details.Id,
        Name = details.Name,
        Image = details.Image,
        State = details.State,
        NetworkMode = details.NetworkMode,
        Labels = details.Labels,
        Ports = details.Ports,
    };

    private ContainerDetails Find(string idOrName) =>
        All.FirstOrDefault(one => one.Id == idOrName || one.Name == idOrName)
        ?? throw ContainerNetException.Create(ErrorId.ContainerNotFound, idOrName, idOrName);

    private async Task WriteAsync(string call, CancellationToken cancellationToken)
    {
        engine.Calls.Enqueue(call);
        await BeforeWrite(call, cancellationToken);
    }

    private void Replace(ContainerDetails details)
    {
        lock (_lock) _all[_all.FindIndex(one => one.Id == details.Id)] = details;
    }
}
