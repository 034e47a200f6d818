using System.Collections.ObjectModel;
using System.Management.Automation;
using System.Management.Automation.Host;
using System.Management.Automation.Internal;
using System.Security;

namespace ContainerNet.ConsoleHost;

/// <summary>Writes to the console; nobody is there to be asked.</summary>
internal sealed class ConsoleUserInterface : PSHostUserInterface
{
    public override PSHostRawUserInterface RawUI { get; } = new ConsoleRawUserInterface();

    public override void Write(string value) => Console.Out.Write(Plain(value, Console.IsOutputRedirected));

    public override void Write(ConsoleColor foregroundColor, ConsoleColor backgroundColor, string value) => Write(value);

    public override void WriteLine(string value) => Console.Out.WriteLine(Plain(value, Console.IsOutputRedirected));

    public override void WriteErrorLine(string value) => Console.Error.WriteLine(Plain(value, Console.IsErrorRedirected));

    public override void WriteWarningLine(string message) => Console.Error.WriteLine("WARNING: " + message);

    public override void WriteVerboseLine(string message) => Console.Error.WriteLine("VERBOSE: " + message);

    public override void WriteDebugLine(string message) => Console.Error.WriteLine("DEBUG: " + message);

    public override void WriteProgress(long sourceId, ProgressRecord record)
    {
    }

    public override string ReadLine() => Console.ReadLine() ?? throw Nobody();

    public override SecureString ReadLineAsSecureString() => throw Nobody();

    public override Dictionary<string, PSObject> Prompt(string caption, string message, Collection<FieldDescription> descriptions) => throw Nobody();

    public override int PromptForChoice(string caption, string message, Collection<ChoiceDescription> choices, int defaultChoice) => throw Nobody();

    public override PSCredential PromptForCredential(string caption, string message, string userName, string targetName) => throw Nobody();

    public override PSCredential PromptForCredential(
        string caption, string message, string userName, string targetName, PSCredentialTypes allowedCredentialTypes, PSCredentialUIOptions options) => throw Nobody();

    /// <summary>Views come with colours: the host takes them out where nobody sees them.</summary>
    private static string Plain(string value, bool redirected) => redirected ? new StringDecorated(value).ToString(OutputRendering.PlainText) : value;

    private static HostException Nobody() => new("Nobody can be asked here.");
}
