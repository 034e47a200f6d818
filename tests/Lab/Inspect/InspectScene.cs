using System.Management.Automation;
using System.Text.RegularExpressions;
using ContainerNet.LabKit;

namespace ContainerNet.Lab.Inspect;

/// <summary>Containers made by the docker CLI in every mode, and what the cmdlets say of them as text.</summary>
internal sealed partial class InspectScene(LabFixture lab) : IDisposable
{
    private readonly List<string> _networks = [];

    public static readonly string[] Containers = ["cn-closed", "cn-web", "cn-guest", "cn-agent", "cn-three", "cn-six"];

    /// <summary>One container of each mode, one on three networks, and one with IPv6. cn-web listens on port 80, cn-guest has joined it.</summary>
    public void RunEveryMode()
    {
        Network("cn-net1", "--subnet", "10.201.1.0/24");
        Network("cn-net2", "--subnet", "10.201.2.0/24");
        Network("cn-net6", "--subnet", "10.201.3.0/24", "--ipv6", "--subnet", "fd77:6::/64");
        Run("cn-closed", ["--network", "none"]);
        Run("cn-web", ["--publish", "18080:80"], "httpd", "-f", "-p", "80");
        Run("cn-guest", ["--network", "container:cn-web"]);
        Run("cn-agent", ["--network", "host"]);
        Run("cn-three", ["--network", "cn-net1"]);
        lab.Inside.Docker("network", "connect", "cn-net2", "cn-three");
        lab.Inside.Docker("network", "connect", "cn-net6", "cn-three");
        Run("cn-six", ["--network", "cn-net6"]);
    }

    /// <summary>Runs a container; a server is left only once it listens.</summary>
    public void Run(string name, string[] options, params string[] command)
    {
        lab.Inside.Docker(["run", "--detach", "--name", name, .. options, LabImages.Busybox, .. command.Length > 0 ? command : ["sleep", "600"]]);
        if (ServedPort().Match(string.Join(' ', command)) is not { Success: true } port) return;
        var inside = Of(name);
        var listens = SpinWait.SpinUntil(() => inside.Try("ss", "-ltnH", $"sport = :{port.Groups["port"].Value}").OrThrow().Output.Length > 0, TimeSpan.FromSeconds(10));
        if (!listens) throw new LabException($"In {name} nobody listens on {port.Groups["port"].Value}.");
    }

    /// <summary>A process of no container that listens in a container's network namespace, tcp and udp.</summary>
    public async Task<BackgroundTool> StartMirrorAsync(string container, int port)
    {
        var mirror = lab.Inside.Start(Of(container).Enter(Path.Combine(AppContext.BaseDirectory, "labkit"), "mirror", $"{port}"));
        await mirror.WaitForLineAsync("ready");
        return mirror;
    }

    public NamespaceOfContainer Of(string container) => new(lab, container);

    public string Inspect(string name, string format) => lab.Inside.Docker("inspect", "--format", format, name);

    public PowerShellResult Invoke(string script) => lab.Session.Invoke(script);

    /// <summary>What a script writes, made text by <paramref name="text"/>, in the order of the text.</summary>
    public string[] Lines(string script, Func<PSObject, string> text) => [.. Invoke(script).OrThrow().Select(text).Order(StringComparer.Ordinal)];

    public static string Text(PSObject record, string property) => record.Properties[property].Value switch
    {
        object[] list => string.Join(',', list),
        var value => $"{value}",
    };

    public void Dispose()
    {
        lab.RemoveAllContainers();
        foreach (var network in _networks) lab.Inside.Docker("network", "rm", network);
    }

    [GeneratedRegex(@"httpd -f -p (\S+:)?(?<port>\d+)$")]
    private static partial Regex ServedPort();

    private void Network(string name, params string[] options)
    {
        lab.Inside.Docker(["network", "create", .. options, name]);
        _networks.Add(name);
    }
}
