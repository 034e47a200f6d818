using System.Management.Automation;
using System.Management.Automation.Runspaces;
using ContainerNet.LabKit;

namespace ContainerNet.Benchmarks;

/// <summary>The two sides of a pair: a PowerShell with the module in it, and the docker command line, both on the lab's engine.</summary>
internal sealed class BenchSession : IDisposable
{
    private readonly Lab _lab = Lab.Attach(new LabNames());
    private readonly Runspace _runspace = RunspaceFactory.CreateRunspace(InitialSessionState.CreateDefault2());

    public BenchSession()
    {
        if (!_lab.IsHere) throw new LabException("The benchmarks run in the lab's network: ./build.sh bench, or labkit run.");
        _runspace.Open();
        Cmdlet($"Import-Module '{RepositoryRoot.Combine("ContainerNet.psd1").Replace("'", "''", StringComparison.Ordinal)}'");
    }

    /// <summary>Runs a script; its first error ends the benchmark.</summary>
    public void Cmdlet(string script)
    {
        using var shell = PowerShell.Create(_runspace);
        shell.AddScript(script).Invoke();
        if (shell.HadErrors) throw shell.Streams.Error[0].Exception;
    }

    public void Docker(params string[] arguments) => _lab.Inside.Docker(arguments);

    public void Dispose() => _runspace.Dispose();
}
