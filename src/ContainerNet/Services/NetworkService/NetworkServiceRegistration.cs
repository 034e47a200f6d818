using ContainerNet.Linux;

namespace ContainerNet.Services.NetworkService;

/// <summary>Writes the unit of the service and takes it away; where systemd runs, it is started and stopped too.</summary>
/// <param name="folder">Where the unit goes.</param>
/// <param name="isManaged">Whether systemd runs here and reads that folder.</param>
internal sealed class NetworkServiceRegistration(string folder, bool isManaged)
{
    private const UnixFileMode Mode = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.OtherRead;

    // sd_booted(3): systemd is this machine's init where this folder is there.
    private const string SystemdFolder = "/run/systemd/system";

    /// <summary>This machine's own.</summary>
    public static NetworkServiceRegistration Here { get; } = new("/etc/systemd/system", Directory.Exists(SystemdFolder));

    /// <summary>The unit's file.</summary>
    public string UnitPath { get; } = Path.Combine(folder, ServiceUnit.Name);

    /// <summary>Writes the unit where it is not so already, and starts it; one that runs is started anew after a change.</summary>
    /// <exception cref="ContainerNetException">KernelViewDenied, ServiceExists, ServiceUntrusted, ServiceFailed, ToolNotFound, ToolFailed, ToolTimedOut.</exception>
    public async Task<ContainerNetworkService> RegisterAsync(string powerShell, string module, string? engine, CancellationToken cancellationToken)
    {
        RequireRoot();
        var there = Read();
        await ServicePrograms.RequireTrustedAsync(powerShell, cancellationToken).ConfigureAwait(false);
        await ServicePrograms.RequireTrustedAsync(module, cancellationToken).ConfigureAwait(false);
        var text = ServiceUnit.Print(powerShell, module, engine);
        if (there != text) Write(text);
        if (isManaged)
        {
            await ControlAsync(["daemon-reload"], cancellationToken).ConfigureAwait(false);
            await ControlAsync(["enable", ServiceUnit.Name], cancellationToken).ConfigureAwait(false);
            await ControlAsync([there == text ? "start" : "restart", ServiceUnit.Name], cancellationToken).ConfigureAwait(false);
        }

        return Describe(registered: true, started: isManaged) with { PowerShell = powerShell, Module = module };
    }

    /// <summary>Stops the service and takes its unit away; where there is none, nothing is done.</summary>
    /// <exception cref="ContainerNetException">KernelViewDenied, ServiceExists, ServiceFailed, ToolNotFound, ToolFailed, ToolTimedOut.</exception>
    public async Task<ContainerNetworkService> UnregisterAsync(CancellationToken cancellationToken)
    {
        RequireRoot();
        if (Read() is null) return Describe(registered: false, started: false);
        if (isManaged) await ControlAsync(["disable", "--now", ServiceUnit.Name], cancellationToken).ConfigureAwait(false);
        Try(() => File.Delete(UnitPath));
        if (isManaged) await ControlAsync(["daemon-reload"], cancellationToken).ConfigureAwait(false);
        return Describe(registered: false, started: false);
    }

    private static Task<ProcessResult> ControlAsync(string[] arguments, CancellationToken cancellationToken) =>
        ProcessRunner.RunAsync("systemctl", arguments, cancellationToken, limit: TimeSpan.FromSeconds(60));

    private ContainerNetworkService Describe(bool registered, bool started) =>
        new() { Name = Path.GetFileNameWithoutExtension(ServiceUnit.Name), Path = UnitPath, Registered = registered, Started = started };

    private void RequireRoot()
    {
        if (!Environment.IsPrivilegedProcess) throw ContainerNetException.Create(ErrorId.KernelViewDenied, UnitPath, UnitPath);
    }

    /// <summary>The unit's text; null where there is none.</summary>
    /// <exception cref="ContainerNetException">ServiceExists: it is somebody else's.</exception>
    private string? Read()
    {
        var text = default(string);
        Try(() => text = File.Exists(UnitPath) ? File.ReadAllText(UnitPath) : null);
        return text is null || ServiceUnit.IsOurs(text) ? text : throw ContainerNetException.Create(ErrorId.ServiceExists, UnitPath, UnitPath);
    }

    // By renaming: systemd reads the old unit or the new one, whole.
    private void Write(string text) => Try(() =>
    {
        Directory.CreateDirectory(folder);
        var next = $"{UnitPath}.new";
        try
        {
            File.WriteAllText(next, text);
            File.SetUnixFileMode(next, Mode);
            File.Move(next, UnitPath, overwrite: true);
        }
        finally
        {
            File.Delete(next);
        }
    });

    private void Try(Action step)
    {
        try
        {
            step();
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw ContainerNetException.Create(ErrorId.ServiceFailed, exception, UnitPath, UnitPath, exception.Message);
        }
    }
}
