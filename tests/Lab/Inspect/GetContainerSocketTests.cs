using System.Management.Automation;
using System.Text.RegularExpressions;
using Xunit;
using static ContainerNet.Lab.Inspect.InspectScene;

namespace ContainerNet.Lab.Inspect;

/// <summary>What Get-ContainerSocket says, against <c>ss</c> run in the same namespace.</summary>
public sealed partial class GetContainerSocketTests(LabFixture lab) : IDisposable
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

    private readonly InspectScene _scene = new(lab);

    [Fact]
    public async Task In_every_mode_each_field_is_that_of_ss()
    {
        _scene.RunEveryMode();
        var web = _scene.Inspect("cn-web", "{{.NetworkSettings.IPAddress}}");
        _scene.Run("cn-client", [], "sh", "-c", $"sleep 500 | nc {web} 80");
        _scene.Run("cn-inner", ["--network", "container:cn-web"], "httpd", "-f", "-p", "127.0.0.1:81");
        await using var mirror = await _scene.StartMirrorAsync("cn-three", 53);
        foreach (var container in (string[])[.. Containers, "cn-client", "cn-inner"])
            AssertSame($"Get-ContainerSocket {container} -Protocol tcp, udp", container, "-tunapH");
        Assert.NotEmpty(_scene.Invoke("Get-ContainerSocket cn-web -State Established").OrThrow());
        Assert.NotEmpty(_scene.Invoke("Get-ContainerSocket cn-three -Protocol udp -Listening -LocalPort 53").OrThrow());
    }

    [Fact]
    public void What_listens_is_what_ss_calls_listening()
    {
        _scene.RunEveryMode();
        AssertSame("Get-ContainerSocket cn-web -Listening -Protocol tcp", "cn-web", "-tlnpH");
        AssertSame("Get-ContainerSocket cn-agent -Listening -Protocol tcp", "cn-agent", "-tlnpH");
    }

    [Fact]
    public void In_a_joined_group_each_socket_has_the_container_whose_process_it_is()
    {
        _scene.Run("cn-web", [], "httpd", "-f", "-p", "80");
        _scene.Run("cn-side", ["--network", "container:cn-web"], "httpd", "-f", "-p", "8081");
        string[] expected = ["80 cn-web httpd", "8081 cn-side httpd"];

        Assert.Equal(expected, _scene.Lines("Get-ContainerSocket cn-web -Listening", Owner));
        Assert.Equal(expected, _scene.Lines("Get-ContainerSocket cn-side -Listening", Owner));
        Assert.Equal(_scene.Inspect("cn-side", "{{.State.Pid}} {{.Id}}"),
            Assert.Single(_scene.Lines("Get-ContainerSocket cn-web -LocalPort 8081 -Listening", static socket => $"{Text(socket, "ProcessId")} {Text(socket, "OwnerId")}")));
    }

    [Fact]
    public async Task A_process_of_no_container_is_told_without_owner()
    {
        _scene.Run("cn-web", []);
        await using var mirror = await _scene.StartMirrorAsync("cn-web", 9000);

        Assert.All(_scene.Lines("Get-ContainerSocket cn-web -LocalPort 9000 -Listening", Owner), static line => Assert.Equal("9000  labkit", line));
    }

    [Fact]
    public void A_container_without_sockets_gives_nothing()
    {
        _scene.Run("cn-closed", ["--network", "none"]);
        Assert.Empty(_scene.Invoke("Get-ContainerSocket cn-closed").OrThrow());
    }

    public void Dispose() => _scene.Dispose();

    private void AssertSame(string script, string container, string options)
    {
        for (var attempt = 1; ; attempt++)
        {
            var expected = _scene.Of(container).Try("ss", options).OrThrow().Lines.Select(line => Ss(line, options)).Order(StringComparer.Ordinal).ToArray();
            var found = _scene.Lines(script, Fields);
            if (expected.SequenceEqual(found)) return;
            if (attempt == Attempts) Assert.Equal(expected, found);
        }
    }

    private static string Owner(PSObject socket) => $"{Text(socket, "LocalPort")} {Text(socket, "Owner")} {Text(socket, "ProcessName")}";

    private static string Fields(PSObject socket) => string.Join(' ', s_fields.Select(name => Text(socket, name)));

    /// <summary>netid, state, queues, both ends, and the processes of which the first of the lowest id counts. With one protocol the first column is left out.</summary>
    private static string Ss(string line, string options)
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
