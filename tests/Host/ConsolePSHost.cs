using System.Globalization;
using System.Management.Automation.Host;

namespace ContainerNet.ConsoleHost;

/// <summary>A host on the standard streams of this process.</summary>
internal sealed class ConsolePSHost : PSHost
{
    public override string Name => "ContainerNet host";

    public override Version Version { get; } = new(1, 0);

    public override Guid InstanceId { get; } = Guid.NewGuid();

    public override PSHostUserInterface UI { get; } = new ConsoleUserInterface();

    public override CultureInfo CurrentCulture => CultureInfo.CurrentCulture;

    public override CultureInfo CurrentUICulture => CultureInfo.CurrentUICulture;

    /// <summary>Set by `exit` outside of a file.</summary>
    public int? ExitCode { get; private set; }

    public override void SetShouldExit(int exitCode) => ExitCode = exitCode;

    public override void EnterNestedPrompt() => throw new HostException("There is no prompt here.");

    public override void ExitNestedPrompt() => throw new HostException("There is no prompt here.");

    public override void NotifyBeginApplication()
    {
    }

    public override void NotifyEndApplication()
    {
    }
}
