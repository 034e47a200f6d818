using ContainerNet.LabKit;

namespace ContainerNet.Lab.Guard;

/// <summary>
/// The hosts of the guard's matrix. A and B are made by the module, A on the default bridge and B on one of its own; C and C2 are made by
/// the docker CLI on the default bridge; outside stands a host elsewhere with two addresses, the second of which the administrator lets in.
/// </summary>
public sealed class GuardScene : IAsyncDisposable
{
    public const string PageOfA = "from-A";
    public const string PageOfB = "from-B";
    public const string PageOfC2 = "from-C2";
    public const string PageOutside = "from-outside";

    private const string Network = "cn-guard-net";

    private readonly LabFixture _lab;
    private readonly string _folder = Directory.CreateTempSubdirectory("containernet-guard-").FullName;
    private readonly List<BackgroundTool> _servers = [];
    private readonly string _policyBefore;

    public GuardScene(LabFixture lab, string policy)
    {
        _lab = lab;
        _policyBefore = Policy();
        File.WriteAllText(Path.Combine(_folder, "index.html"), Pages.Page(PageOutside));
        foreach (var port in new[] { "80", "18080" })
        {
            _servers.Add(lab.Outside.Start("busybox", "httpd", "-f", "-p", port, "-h", _folder));
        }

        lab.Inside.Docker("network", "create", Network);
        lab.Inside.Docker(["run", "--detach", "--name", "cn-c", LabImages.Busybox, "sleep", "3600"]);
        lab.Inside.Docker(["run", "--detach", "--name", "cn-c2", LabImages.Busybox, .. Pages.Server(PageOfC2)]);
        New("cn-a", Pages.Server(PageOfA), "-Publish 18080:80, 127.0.0.1:18081:81");
        New("cn-b", Pages.Server(PageOfB), $"-Network {Network} -Publish 18090:80");
        lab.Inside.Run("iptables", "-I", "DOCKER-USER", "-s", Addresses.SecondOutside4, "-j", "ACCEPT");
        lab.Inside.Run("iptables", "-P", "FORWARD", policy);
        foreach (var name in new[] { "cn-a", "cn-b", "cn-c2" }) WaitFor($"http://{AddressOf(name)}:81/");
    }

    /// <summary>The address of a container, as the engine says.</summary>
    public string AddressOf(string container) =>
        _lab.Inside.Docker("inspect", "--format", "{{range .NetworkSettings.Networks}}{{.IPAddress}}{{end}}", container);

    /// <summary>Fetches a page: its word, or <c>refused</c>, or <c>dropped</c>.</summary>
    /// <param name="client">outside, outside77, host, or a container.</param>
    /// <param name="target">HOST:PORT; <c>{cn-a}</c> stands for the container's own address.</param>
    /// <param name="seconds">How long to wait: longer where an answer is wanted than where none is.</param>
    public string Fetch(string client, string target, int seconds) => Pages.Fetch(_lab, client, Resolve(target), seconds);

    public async ValueTask DisposeAsync()
    {
        foreach (var server in _servers) await server.DisposeAsync();
        _lab.Inside.Run("iptables", "-P", "FORWARD", _policyBefore);
        _lab.Inside.Run("iptables", "-D", "DOCKER-USER", "-s", Addresses.SecondOutside4, "-j", "ACCEPT");
        _lab.Session.Invoke("Remove-Container cn-a, cn-b -Force").OrThrow();
        _lab.RemoveAllContainers();
        _lab.Inside.Docker("network", "rm", Network);
        Directory.Delete(_folder, recursive: true);
    }

    private void New(string name, string[] command, string more) =>
        _lab.Session.Invoke($"param($Command) New-BridgedContainer busybox -Name {name} {more} -Command $Command", [command]).OrThrow();

    private void WaitFor(string page) =>
        _lab.Inside.Run("curl", "-sS", "--retry", "20", "--retry-delay", "0", "--retry-connrefused", "--output", "/dev/null", page);

    private string Policy() => _lab.Inside.Run("iptables", "-S", "FORWARD").Split('\n')[0].Split(' ')[2];

    private string Resolve(string target)
    {
        var end = target.IndexOf('}', StringComparison.Ordinal);
        return end < 0 ? target : AddressOf(target[1..end]) + target[(end + 1)..];
    }
}
