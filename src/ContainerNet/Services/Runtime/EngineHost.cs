using ContainerNet.Linux;
using ContainerNet.Resources;
using ContainerNet.Services.Engine;

namespace ContainerNet.Services.Runtime;

/// <summary>The Docker daemon on this machine whose configuration is ours to change, with its files.</summary>
internal sealed class EngineHost : IDisposable
{
    private const string DefaultConfiguration = "/etc/docker/daemon.json";

    private EngineHost(EngineProcess process)
    {
        Process = process;
        ConfigurationPath = OptionOf(process.Arguments, "--config-file") ?? DefaultConfiguration;
    }

    public EngineProcess Process { get; }

    /// <summary>The configuration file, as the engine sees it.</summary>
    public string ConfigurationPath { get; }

    /// <summary>Finds it.</summary>
    /// <exception cref="ContainerNetException">
    /// KernelViewDenied where we are not root; RuntimeNotSupported, with the lines to add by hand, for an engine elsewhere, one without root, podman,
    /// Docker Desktop, a snap, and one whose runtimes are given on its command line.
    /// </exception>
    public static EngineHost Find(IContainerEngine engine, EngineInfo info, CancellationToken cancellationToken)
    {
        var endpoint = engine.Connection.Endpoint;
        if (engine.Connection.Product != "Docker") throw Refusal(engine, "Reason_EnginePodman", "");
        if (!endpoint.IsUnix) throw Refusal(engine, "Reason_EngineRemote", DefaultConfiguration);
        if (info.OperatingSystem.Contains("Docker Desktop", StringComparison.OrdinalIgnoreCase))
            throw Refusal(engine, "Reason_EngineDesktop", "Settings > Docker Engine");
        if (info.Rootless) throw Refusal(engine, "Reason_EngineRootless", "~/.config/docker/daemon.json");
        if (info.DataFolder.StartsWith("/var/snap/", StringComparison.Ordinal)) throw Refusal(engine, "Reason_EngineSnap", "/var/snap/docker/current/config/daemon.json");
        if (!Environment.IsPrivilegedProcess) throw ContainerNetException.Create(ErrorId.KernelViewDenied, endpoint.Uri.OriginalString, DefaultConfiguration);
        var process = EngineProcess.Find(endpoint.Uri.LocalPath, "dockerd", cancellationToken) ?? throw Refusal(engine, "Reason_EngineUnseen", DefaultConfiguration);
        var host = new EngineHost(process);
        var refused = process.Executable.StartsWith("/snap/", StringComparison.Ordinal) ? "Reason_EngineSnap"
            : OptionOf(process.Arguments, "--add-runtime") is not null ? "Reason_EngineFlags"
            : new FileInfo(process.Seen(host.ConfigurationPath)).LinkTarget is not null ? "Reason_ConfigurationLink"
            : null;
        if (refused is null) return host;
        host.Dispose();
        throw Refusal(engine, refused, host.ConfigurationPath);
    }

    /// <inheritdoc/>
    public void Dispose() => Process.Dispose();

    private static ContainerNetException Refusal(IContainerEngine engine, string reason, string file) => ContainerNetException.Create(
        ErrorId.RuntimeNotSupported, engine.Connection.Endpoint.Uri.OriginalString,
        Text.Get(reason), file.Length == 0 ? "-" : file, DaemonConfiguration.Lines, RuntimeNames.Executable);

    /// <summary>The value of an option, as <c>--name value</c> or <c>--name=value</c>; null where it is not given.</summary>
    private static string? OptionOf(string[] arguments, string name)
    {
        var index = Array.FindIndex(arguments, argument => argument == name || argument.StartsWith($"{name}=", StringComparison.Ordinal));
        return index < 0 ? null
            : arguments[index].Length > name.Length ? arguments[index][(name.Length + 1)..]
            : arguments.ElementAtOrDefault(index + 1);
    }
}
