using ContainerNet.Lab.Guard;
using ContainerNet.LabKit;

namespace ContainerNet.Lab.Publishing;

/// <summary>
/// Containers of every kind on which ports are published while they run, and clients of every kind. Each container serves a long page, and tells
/// by UDP, on port 9053, the address a client is seen from.
/// </summary>
public sealed class HotPublishScene : IAsyncDisposable
{
    public const int Datagrams = 9053;

    private static readonly string[] s_networks = ["cn-pub-a", "cn-pub-b", "cn-pub-c"];
    private static readonly string[] s_networks6 = ["cn-pub-six", "cn-pub-seven"];
    private readonly List<BackgroundTool> _mirrors = [];
    private readonly LabFixture _lab;

    public HotPublishScene(LabFixture lab)
    {
        _lab = lab;
        foreach (var network in s_networks) lab.Inside.Docker("network", "create", network);
        for (var i = 0; i < s_networks6.Length; i++) lab.Inside.Docker("network", "create", "--ipv6", "--subnet", $"fd00:77:{i + 6}::/64", s_networks6[i]);
        lab.Inside.SetSysctl("net.ipv6.conf.all.forwarding", "1");
        lab.SweepRules();
        Before4 = FirewallText.Rules(lab);
        Before6 = FirewallText.Rules(lab, ipv6: true);

        New("default", "");
        New("user", "-Network cn-pub-a");
        New("two", "-Network cn-pub-a, cn-pub-b");
        New("six", "-Network cn-pub-six");
        New("donor", "");
        lab.Inside.Docker(["run", "--detach", "--name", "joined", "--network", "container:donor", LabImages.Busybox,
            "sh", "-c", "mkdir -p /w; yes joined | head -n 20000 > /w/index.html; exec httpd -f -p 8080 -h /w"]);
        foreach (var (client, network) in new[] { ("on-default", "bridge"), ("on-a", "cn-pub-a"), ("on-c", "cn-pub-c"), ("on-six", "cn-pub-six"), ("on-seven", "cn-pub-seven") })
            lab.Inside.Docker("run", "--detach", "--name", client, "--network", network, LabImages.Busybox, "sleep", "3600");
        foreach (var name in new[] { "default", "user", "two", "six", "joined" }) _mirrors.Add(ToolsOf(name).StartMirrorAsync(Datagrams).GetAwaiter().GetResult());

        Guarded4 = FirewallText.Rules(lab);
        lab.Session.Invoke(
            "Publish-ContainerPort default 18101:80, 18201:9053/udp; Publish-ContainerPort user 18102:80, 18202:9053/udp;" +
            "Publish-ContainerPort two 18103:80, 18203:9053/udp; Publish-ContainerPort joined 18104:8080, 18204:9053/udp;" +
            "Publish-ContainerPort six 18106:80, 18206:9053/udp").OrThrow();
    }

    /// <summary>The rules before anything was made.</summary>
    public string[] Before4 { get; }

    public string[] Before6 { get; }

    /// <summary>The rules before anything was published.</summary>
    public string[] Guarded4 { get; }

    /// <summary>What a UDP client hears: the address it is seen from; empty where nothing answers.</summary>
    public string Ask(string client, string host, int port) => ToolsOf(client).Call(host, port);

    /// <summary>Tools in the network of a client: outside, host, or a container.</summary>
    public NamespaceTools ToolsOf(string client) => client switch
    {
        "outside" => _lab.Outside,
        "host" => _lab.Inside,
        _ => new NamespaceTools($"/proc/{_lab.Inside.Docker("inspect", "--format", "{{.State.Pid}}", client)}/ns/net", _lab.Lab.Names.DockerHost),
    };

    public async ValueTask DisposeAsync()
    {
        foreach (var mirror in _mirrors) await mirror.DisposeAsync();
        _lab.Session.Invoke("Get-Container | Remove-Container -Force");
        _lab.RemoveAllContainers();
        foreach (var network in s_networks.Concat(s_networks6)) _lab.Inside.Docker("network", "rm", network);
        _lab.Inside.SetSysctl("net.ipv6.conf.all.forwarding", "0");
    }

    private void New(string name, string more) =>
        _lab.Session.Invoke($"param($Command) New-BridgedContainer busybox -Name {name} {more} -Command $Command", [Pages.Server(name)]).OrThrow();
}
