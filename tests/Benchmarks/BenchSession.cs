using System.Collections.ObjectModel;
using System.Management.Automation;
using System.Management.Automation.Runspaces;
using ContainerNet.LabKit;

namespace ContainerNet.Benchmarks;

/// <summary>The two sides of a pair: a PowerShell with the module in it, and the docker command line, both on the lab's engine.</summary>
internal sealed class BenchSession : IDisposable
{
    private readonly LabNames _names = new();
    private readonly Runspace _runspace = RunspaceFactory.CreateRunspace(InitialSessionState.CreateDefault2());

    public BenchSession()
    {
        if (!Lab.Attach(_names).IsHere) throw new LabException("The benchmarks run in the lab's network: ./build.sh bench, or labkit run.");
        Daemon = new DaemonTime(_names.Socket);
        // As pwsh does: a thread for each command would be measured with it.
        _runspace.ThreadOptions = PSThreadOptions.ReuseThread;
        _runspace.Open();
        Cmdlet(ImportModule);
    }

    /// <summary>The statement that imports the module in bin/.</summary>
    public static string ImportModule { get; } =
        $"Import-Module '{RepositoryRoot.Combine("ContainerNet.psd1").Replace("'", "''", StringComparison.Ordinal)}'";

    /// <summary>What the engine alone takes for a request.</summary>
    public DaemonTime Daemon { get; }

    /// <summary>Runs a script; its first error ends the benchmark.</summary>
    public void Cmdlet(string script) => Run(script);

    /// <summary>The milliseconds a script takes, from its first command to the end of its last: that it is parsed, and has a pipeline made for it, apart.</summary>
    public double Time(string script) => (double)Run(
        $"$begun = [System.Diagnostics.Stopwatch]::GetTimestamp(); $null = . {{ {script} }}; [System.Diagnostics.Stopwatch]::GetElapsedTime($begun).TotalMilliseconds")[0].BaseObject;

    private Collection<PSObject> Run(string script)
    {
        using var shell = PowerShell.Create(_runspace);
        var written = shell.AddScript(script).Invoke();
        return shell.HadErrors ? throw shell.Streams.Error[0].Exception : written;
    }

    /// <summary>Runs the docker command line; a failure ends the benchmark. Straight, not through nsenter: this process is in the lab already.</summary>
    public void Docker(params string[] arguments) => Tool(["docker", .. arguments]);

    /// <summary>Runs a tool on the lab's engine and returns what it wrote.</summary>
    public string Tool(params string[] argv) =>
        LabKit.Tool.RunAsync(argv, environment: [new("DOCKER_HOST", _names.DockerHost), new("DOCKER_CONTEXT", null)]).GetAwaiter().GetResult().OrThrow().Text;

    public void Dispose() => _runspace.Dispose();
}
