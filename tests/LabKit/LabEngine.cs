using System.Diagnostics;

namespace ContainerNet.LabKit;

/// <summary>The lab's Docker Engine: starts, ends, is killed and starts again on the same data.</summary>
public sealed class LabEngine
{
    private static readonly TimeSpan s_limit = TimeSpan.FromSeconds(60);
    private readonly LabNames _names;
    private readonly LabMounts _mounts;

    internal LabEngine(LabNames names)
    {
        _names = names;
        _mounts = new LabMounts(names);
    }

    /// <summary>What dockerd and containerd said.</summary>
    public string Log => Path.Combine(_names.DataFolder, "dockerd.log");

    /// <summary>The process id of dockerd; null while it is stopped.</summary>
    public int? ProcessId => State.Engine is { } engine && ProcessTable.IsAlive(engine) ? engine.Id : null;

    private LabState State => LabState.Read(_names) ?? throw new LabException($"The lab {_names.Name} is not up.");

    /// <summary>Starts dockerd and waits until it answers.</summary>
    /// <param name="arguments">More arguments for dockerd; those of last time where not given.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public async Task StartAsync(string[]? arguments = null, CancellationToken cancellationToken = default)
    {
        var state = State;
        state = state with { EngineArguments = arguments ?? state.EngineArguments };
        var engine = Daemon.Start(Enter(Command(state.EngineArguments)), Log);
        (state with { Engine = engine }).Write(_names);
        await WaitUntilUpAsync(engine, cancellationToken);
    }

    /// <summary>Ends dockerd as an administrator does: its containers are stopped too, unless it runs with --live-restore.</summary>
    public Task StopAsync(CancellationToken cancellationToken = default) => EndAsync("TERM", cancellationToken);

    /// <summary>kill -9: containers go on.</summary>
    public async Task KillAsync(CancellationToken cancellationToken = default)
    {
        var file = $"/proc/{State.Holder?.Id}/root/run/docker/containerd/containerd.pid";
        var containerd = File.Exists(file) ? await File.ReadAllTextAsync(file, cancellationToken) : null;
        await EndAsync("KILL", cancellationToken);

        // It dies with dockerd, a moment later. Started before its zombie is gone, dockerd would take it for running and wait for it in vain.
        var watch = Stopwatch.StartNew();
        while (containerd is not null && Directory.Exists($"/proc/{containerd.Trim()}"))
        {
            if (watch.Elapsed > s_limit) throw new LabException($"containerd ({containerd}) did not end within {s_limit}.");
            await Task.Delay(20, cancellationToken);
        }
    }

    public async Task RestartAsync(string[]? arguments = null, CancellationToken cancellationToken = default)
    {
        await StopAsync(cancellationToken);
        await StartAsync(arguments, cancellationToken);
    }

    /// <summary>SIGHUP, which has dockerd read its configuration again.</summary>
    public Task ReloadAsync(CancellationToken cancellationToken = default) => SignalAsync("HUP", cancellationToken);

    /// <summary>The argument vector that runs <paramref name="argv"/> where the engine runs: in the lab's network and with the lab's own mounts.</summary>
    public string[] Enter(params IEnumerable<string> argv) => _mounts.Enter(State.Holder ?? throw new LabException("The lab has no mount namespace."), argv);

    internal async Task ImportImagesAsync(CancellationToken cancellationToken)
    {
        using var api = new EngineApi(_names.Socket);
        await LabImages.ImportAsync(api, cancellationToken);
    }

    private IEnumerable<string> Command(string[] arguments) =>
    [
        "dockerd", "--host", _names.DockerHost, "--data-root", LabMounts.Data, "--exec-opt", "native.cgroupdriver=cgroupfs",
        "--cgroup-parent", "/" + _names.Name, .. arguments,
    ];

    private async Task WaitUntilUpAsync(ProcessIdentity engine, CancellationToken cancellationToken)
    {
        using var api = new EngineApi(_names.Socket);
        var watch = Stopwatch.StartNew();
        while (!await api.PingAsync(cancellationToken))
        {
            if (!ProcessTable.IsAlive(engine)) throw new LabException($"dockerd ended at once:\n{LogTail()}");
            if (watch.Elapsed > s_limit) throw new LabException($"dockerd gave no answer within {s_limit}:\n{LogTail()}");
            await Task.Delay(50, cancellationToken);
        }
    }

    private async Task EndAsync(string signal, CancellationToken cancellationToken)
    {
        if (State.Engine is not { } engine || !ProcessTable.IsAlive(engine)) return;
        await SignalAsync(signal, cancellationToken);
        if (!await ProcessTable.WaitForEndAsync([engine], s_limit, cancellationToken)) throw new LabException($"dockerd did not end within {s_limit}.");
    }

    private async Task SignalAsync(string signal, CancellationToken cancellationToken)
    {
        var id = ProcessId ?? throw new LabException("dockerd is not running.");
        (await Tool.RunAsync(["busybox", "kill", "-" + signal, $"{id}"], cancellationToken: cancellationToken)).OrThrow();
    }

    private string LogTail() => File.Exists(Log) ? string.Join('\n', File.ReadLines(Log).TakeLast(15)) : "(no log)";
}
