using System.Management.Automation;
using System.Management.Automation.Runspaces;
using ContainerNet.LabKit;

namespace ContainerNet.Lab;

/// <summary>A real PowerShell with core commands only, and the module imported from this clone.</summary>
public sealed class PowerShellSession : IDisposable
{
    private readonly Runspace _runspace;

    public PowerShellSession()
    {
        _runspace = RunspaceFactory.CreateRunspace(InitialSessionState.CreateDefault2());
        _runspace.Open();
        Invoke("param($path) Import-Module $path -ErrorAction Stop", RepositoryRoot.Combine("ContainerNet.psd1")).OrThrow();
        RequireOwnAssembly();
    }

    /// <summary>Runs a script to its end; its `param(...)` takes the arguments by position. An error that ends it is reported, not thrown.</summary>
    public PowerShellResult Invoke(string script, params object?[] arguments) => Run(script, arguments, CancellationToken.None);

    /// <summary>The same on another thread; cancelling stops the pipeline, as Ctrl+C does.</summary>
    public Task<PowerShellResult> InvokeAsync(string script, CancellationToken cancellationToken, params object?[] arguments) =>
        Task.Run(() => Run(script, arguments, cancellationToken), CancellationToken.None);

    public void Dispose() => _runspace.Dispose();

    private PowerShellResult Run(string script, object?[] arguments, CancellationToken cancellationToken)
    {
        using var shell = PowerShell.Create(_runspace);
        shell.AddScript(script);
        foreach (var argument in arguments) shell.AddArgument(argument);
        var output = new PSDataCollection<PSObject>();
        ErrorRecord? end = null;
        var stopped = false;
        using (cancellationToken.Register(() => shell.BeginStop(null, null)))
        {
            try
            {
                shell.Invoke(null, output);
            }
            catch (PipelineStoppedException)
            {
                stopped = true;
            }
            catch (RuntimeException exception)
            {
                end = exception.ErrorRecord;
            }
        }

        return new PowerShellResult
        {
            Output = [.. output],
            Errors = end is null ? [.. shell.Streams.Error] : [.. shell.Streams.Error, end],
            Warnings = [.. shell.Streams.Warning.Select(w => w.Message)],
            Verbose = [.. shell.Streams.Verbose.Select(v => v.Message)],
            Information = [.. shell.Streams.Information],
            Progress = [.. shell.Streams.Progress],
            Terminated = end is not null,
            // A stop that a cmdlet answers by ending does not throw.
            Stopped = stopped || shell.InvocationStateInfo.State == PSInvocationState.Stopped,
        };
    }

    private static void RequireOwnAssembly()
    {
        var wanted = RepositoryRoot.Combine("bin", "ContainerNet.dll");
        var loaded = AppDomain.CurrentDomain.GetAssemblies().Where(a => a.GetName().Name == "ContainerNet").Select(a => a.Location).ToArray();
        if (loaded is not [var location] || location != wanted)
        {
            throw new LabException($"The tests are to run {wanted}; loaded is {string.Join(", ", loaded)}.");
        }
    }
}
