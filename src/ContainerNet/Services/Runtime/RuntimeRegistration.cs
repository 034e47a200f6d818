using System.Diagnostics;
using ContainerNet.Linux;
using ContainerNet.Services.Engine;

namespace ContainerNet.Services.Runtime;

/// <summary>Makes our OCI runtime known to an engine and unknown again. What fails is taken back.</summary>
/// <param name="engine">The engine.</param>
/// <param name="force">Reload also where that applies other changes in the file.</param>
internal sealed class RuntimeRegistration(IContainerEngine engine, bool force)
{
    private const string LockFile = "/run/containernet-runtime.lock";
    private static readonly TimeSpan s_lockLimit = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan s_reloadLimit = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan s_takeBackTime = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan s_reloadInterval = TimeSpan.FromMilliseconds(50);

    /// <summary>Installs the executable, registers it where it is not, and checks it with the engine.</summary>
    /// <param name="ociRuntime">What it is to wrap; null for what it wraps, else the engine's default.</param>
    /// <param name="cancellationToken">Ends it between two steps.</param>
    /// <exception cref="ContainerNetException">Those of <see cref="EngineHost.Find"/>, RuntimeNotBuilt, OciRuntimeNotFound, EngineConfiguration..., EngineReloadFailed.</exception>
    public async Task<ContainerRuntime> RegisterAsync(string? ociRuntime, CancellationToken cancellationToken)
    {
        var info = await engine.GetInfoAsync(cancellationToken).ConfigureAwait(false);
        using var host = EngineHost.Find(engine, info, cancellationToken);
        using var turn = await LockAsync(cancellationToken).ConfigureAwait(false);
        var (file, installation) = (new ConfigurationFile(host), new RuntimeInstallation(host));
        var before = file.Read();
        var wanted = DaemonConfiguration.Add(before);
        var (executable, wrapped) = (RuntimeExecutable.Find(), OciRuntimes.Find(host, info, ociRuntime));
        var registered = info.Runtimes.GetValueOrDefault(RuntimeNames.Name) == RuntimeNames.Executable;
        if (!registered) await RefuseDriftAsync(file, before, info, undoLast: DaemonConfiguration.Add, cancellationToken).ConfigureAwait(false);

        var fresh = !installation.Exists;
        installation.Install(executable, wrapped);
        try
        {
            if (before is null || !wanted.AsSpan().SequenceEqual(before))
            {
                file.Backup();
                file.Write(wanted);
            }

            if (!registered) await ReloadAsync(host, isThere: true, cancellationToken).ConfigureAwait(false);
        }
        catch
        {
            await TakeBackAsync(host, file, before, reload: !registered).ConfigureAwait(false);
            if (fresh) installation.Remove();
            throw;
        }

        return Describe(host, file, wrapped) with { Registered = true, Version = RuntimeExecutable.Version };
    }

    /// <summary>Takes it out of the engine and removes the executable. Nothing happens where it is not there.</summary>
    /// <exception cref="ContainerNetException">RuntimeInUse, and those of <see cref="RegisterAsync"/>.</exception>
    public async Task<ContainerRuntime> UnregisterAsync(CancellationToken cancellationToken)
    {
        var info = await engine.GetInfoAsync(cancellationToken).ConfigureAwait(false);
        using var host = EngineHost.Find(engine, info, cancellationToken);
        using var turn = await LockAsync(cancellationToken).ConfigureAwait(false);
        await RefuseUsedAsync(info, cancellationToken).ConfigureAwait(false);
        var (file, installation) = (new ConfigurationFile(host), new RuntimeInstallation(host));
        var wrapped = installation.Wrapped ?? "";
        var before = file.Read();
        var after = DaemonConfiguration.Remove(before);
        var registered = info.Runtimes.ContainsKey(RuntimeNames.Name);
        if (registered) await RefuseDriftAsync(file, before, info, undoLast: DaemonConfiguration.Remove, cancellationToken).ConfigureAwait(false);
        try
        {
            if (registered)
            {
                file.Backup();
                file.Write(DaemonConfiguration.WithRuntimes(after));
                await ReloadAsync(host, isThere: false, cancellationToken).ConfigureAwait(false);

                // One made in the meantime can be seen only now, when no other can follow.
                await RefuseUsedAsync(info, cancellationToken).ConfigureAwait(false);
            }

            file.Write(after);
        }
        catch
        {
            await TakeBackAsync(host, file, before, reload: registered).ConfigureAwait(false);
            throw;
        }

        installation.Remove();
        return Describe(host, file, wrapped);
    }

    private static bool IsStock(string runtime) => runtime.StartsWith("io.containerd.", StringComparison.Ordinal);

    private static async Task<FileLock> LockAsync(CancellationToken cancellationToken) =>
        await FileLock.AcquireAsync(LockFile, s_lockLimit, cancellationToken).ConfigureAwait(false)
        ?? throw ContainerNetException.Create(ErrorId.EngineConfigurationFailed, LockFile, LockFile, LockFile);

    private async Task RefuseDriftAsync(
        ConfigurationFile file, byte[]? now, EngineInfo info, Func<byte[]?, byte[]?> undoLast, CancellationToken cancellationToken)
    {
        if (force) return;
        var keys = ConfigurationDrift.Find(now, info.Settings, file.IsAsRead(now, undoLast));

        // Engine 20.10 forgets its own io.containerd.* when it is told runtimes by a reload, and knows them again after a restart.
        if (!keys.Contains("runtimes") && info.Runtimes.Keys.Any(IsStock)
            && await RuntimeUsers.FindAsync(engine, IsStock, cancellationToken).ConfigureAwait(false) is [_, ..]) keys = [.. keys, "runtimes"];
        if (keys.Length > 0) throw ContainerNetException.Create(ErrorId.EngineConfigurationDiffers, keys, string.Join(", ", keys));
    }

    private async Task RefuseUsedAsync(EngineInfo info, CancellationToken cancellationToken)
    {
        var users = await RuntimeUsers.FindAsync(engine, static runtime => runtime == RuntimeNames.Name, cancellationToken).ConfigureAwait(false);
        if (users.Length > 0) throw ContainerNetException.Create(ErrorId.RuntimeInUse, users, users.Length, string.Join(", ", users));
        if (info.DefaultRuntime == RuntimeNames.Name) throw ContainerNetException.Create(ErrorId.RuntimeInUse, "default-runtime", 0, "default-runtime");
    }

    private async Task ReloadAsync(EngineHost host, bool isThere, CancellationToken cancellationToken)
    {
        host.Process.Reload();
        for (var clock = Stopwatch.StartNew(); ;)
        {
            var info = await engine.GetInfoAsync(cancellationToken).ConfigureAwait(false);
            if (info.Runtimes.ContainsKey(RuntimeNames.Name) == isThere) return;
            if (clock.Elapsed > s_reloadLimit) throw ContainerNetException.Create(ErrorId.EngineReloadFailed, host.ConfigurationPath, host.ConfigurationPath);
            await Task.Delay(s_reloadInterval, cancellationToken).ConfigureAwait(false);
        }
    }

    // No token: what was begun is ended, also after Ctrl+C. The engine forgets what it has read only where the member is there.
    private static async Task TakeBackAsync(EngineHost host, ConfigurationFile file, byte[]? before, bool reload)
    {
        if (reload)
        {
            file.Write(DaemonConfiguration.WithRuntimes(before));
            host.Process.Reload();
            await Task.Delay(s_takeBackTime, CancellationToken.None).ConfigureAwait(false);
        }

        file.Write(before);
    }

    private ContainerRuntime Describe(EngineHost host, ConfigurationFile file, string wrapped) => new()
    {
        Name = RuntimeNames.Name,
        Path = RuntimeNames.Executable,
        OciRuntime = wrapped,
        ConfigurationPath = host.ConfigurationPath,
        BackupPath = file.HasBackup ? file.BackupPath : null,
        Engine = engine.Connection.Endpoint.Uri.OriginalString,
    };
}
