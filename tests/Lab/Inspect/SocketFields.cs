using System.Management.Automation;
using System.Text.RegularExpressions;
using Xunit;
using static ContainerNet.Lab.Inspect.InspectScene;

namespace ContainerNet.Lab.Inspect;

/// <summary>The fields of a socket as a line, once from what <c>ss</c> says and once from ours.</summary>
internal static partial class SocketFields
{
    // A connection that is being closed changes its state in between.
    private const int Attempts = 20;

    private static readonly Dictionary<string, string> s_states = new()
    {
        ["LISTEN"] = "Listen", ["ESTAB"] = "Established", ["UNCONN"] = "Unconnected", ["TIME-WAIT"] = "TimeWait", ["CLOSE-WAIT"] = "CloseWait",
        ["FIN-WAIT-1"] = "FinWait1", ["FIN-WAIT-2"] = "FinWait2", ["SYN-SENT"] = "SynSent", ["SYN-RECV"] = "SynReceived", ["LAST-ACK"] = "LastAck", ["CLOSING"] = "Closing",
    };

    private static readonly string[] s_fields =
        ["Protocol", "State", "ReceiveQueue", "SendQueue", "LocalAddress", "LocalPort", "RemoteAddress", "RemotePort", "ProcessName", "ProcessId"];

    /// <summary>Get-ContainerSocket, called by a script, says the same as ss with these options.</summary>
    public static void AssertSame(InspectScene scene, string script, string container, string options)
    {
        for (var attempt = 1; ; attempt++)
        {
            var expected = scene.Of(container).Try("ss", options).OrThrow().Lines.Select(line => OfSs(line, options)).Order(StringComparer.Ordinal).ToArray();
            var found = scene.Lines(script, OfOurs);
            if (expected.SequenceEqual(found)) return;
            if (attempt == Attempts) Assert.Equal(expected, found);
        }
    }

    private static string OfOurs(PSObject socket) => string.Join(' ', s_fields.Select(name => Text(socket, name)));

    /// <summary>netid, state, queues, both ends, and the processes of which the first of the lowest id counts. With one protocol the first column is left out.</summary>
    private static string OfSs(string line, string options)
    {
        var fields = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (!options.Contains('u', StringComparison.Ordinal)) fields = ["tcp", .. fields];
        var six = fields[4].StartsWith('[') || fields[4].StartsWith('*');
        var users = Users().Matches(line).Select(static match => (Name: match.Groups[1].Value, Id: int.Parse(match.Groups[2].Value, null))).OrderBy(static one => one.Id).FirstOrDefault();
        return string.Join(' ', [fields[0], s_states[fields[1]], fields[2], fields[3], End(fields[4], six), End(fields[5], six), users.Name ?? "", $"{users.Id}"]);
    }

    // ss writes * for :: where IPv4 is meant too, and for no port.
    private static string End(string text, bool six)
    {
        var colon = text.LastIndexOf(':');
        var address = text[..colon].Trim('[', ']').Split('%')[0];
        return $"{(address == "*" ? six ? "::" : "0.0.0.0" : address)} {(text[(colon + 1)..] is "*" ? "0" : text[(colon + 1)..])}";
    }

    [GeneratedRegex("\\(\"([^\"]+)\",pid=(\\d+)")]
    private static partial Regex Users();
}
