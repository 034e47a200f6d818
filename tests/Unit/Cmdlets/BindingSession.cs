using System.Management.Automation;
using System.Management.Automation.Runspaces;

namespace ContainerNet.Unit.Cmdlets;

/// <summary>A PowerShell that has Test-InputBinding.</summary>
public sealed class BindingSession : IDisposable
{
    private readonly Runspace _runspace;

    public BindingSession()
    {
        var session = Sessions.WithTypes();
        session.Commands.Add(new SessionStateCmdletEntry("Test-InputBinding", typeof(BindInputCommand), null));
        _runspace = RunspaceFactory.CreateRunspace(session);
        _runspace.Open();
    }

    /// <summary>What the cmdlet was bound to in a script, where `$given` is the object given.</summary>
    internal BindInputCommand Bind(string script, object? given = null)
    {
        using var shell = PowerShell.Create(_runspace);
        shell.AddScript($"param($given) {script}").AddArgument(given);
        return (BindInputCommand)shell.Invoke().Single().BaseObject;
    }

    public void Dispose() => _runspace.Dispose();
}
