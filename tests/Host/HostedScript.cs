using System.Management.Automation;
using System.Management.Automation.Language;
using System.Management.Automation.Runspaces;
using System.Runtime.InteropServices;
using System.Text.RegularExpressions;

namespace ContainerNet.ConsoleHost;

/// <summary>Runs one script to its end, or until a signal stops it: its finally blocks run all the same.</summary>
internal static partial class HostedScript
{
    /// <summary>The call of a file, with arguments as of `pwsh -File`: words with a dash are names of parameters.</summary>
    public static string CallOf(string file, IEnumerable<string> arguments)
    {
        var words = arguments.Select(a => ParameterName().IsMatch(a) ? a : Quote(a));
        // `exit 3` in a file sets both; a native command that failed on the way leaves $? true. Another `exit` here would cut off Out-Default.
        return $"& {Quote(Path.GetFullPath(file))} {string.Join(' ', words)}; if (-not $?) {{ $Host.SetShouldExit($LASTEXITCODE ? $LASTEXITCODE : 1) }}";
    }

    /// <returns>The script's exit code; 1 after an error that ended it; 128 and the signal's number after a signal.</returns>
    public static int Run(string script)
    {
        var host = new ConsolePSHost();
        using var runspace = RunspaceFactory.CreateRunspace(host, InitialSessionState.CreateDefault2());
        runspace.Open();
        using var shell = PowerShell.Create(runspace);
        shell.AddScript(script);
        shell.Commands.AddCommand(new Command("Out-Default") { MergeUnclaimedPreviousCommandResults = PipelineResultTypes.Error | PipelineResultTypes.Output });

        var signalled = 0;
        using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
        using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);
        try
        {
            shell.Invoke();
            return signalled != 0 ? 128 + signalled : host.ExitCode ?? 0;
        }
        catch (PipelineStoppedException) when (signalled != 0)
        {
            return 128 + signalled;
        }
        catch (RuntimeException exception)
        {
            host.UI.WriteErrorLine(exception.ErrorRecord.ToString() + exception.ErrorRecord.InvocationInfo?.PositionMessage);
            return signalled != 0 ? 128 + signalled : 1;
        }

        void Stop(PosixSignalContext context)
        {
            context.Cancel = true;
            signalled = context.Signal == PosixSignal.SIGINT ? 2 : 15;
            shell.BeginStop(null, null);
        }
    }

    private static string Quote(string text) => "'" + CodeGeneration.EscapeSingleQuotedStringContent(text) + "'";

    [GeneratedRegex("^-[A-Za-z]+:?$")]
    private static partial Regex ParameterName();
}
