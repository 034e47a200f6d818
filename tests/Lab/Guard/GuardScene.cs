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
        File.WriteAllText(Path.Combine(_folder, "index.html"), Page(PageOutside));
        foreach (var port in new[] { "80", "18080" })
        {
            _servers.Add(lab.Outside.Start("busybox", "httpd", "-f", "-p", port, "-h", _folder));
        }

        lab.Inside.Docker("network", "create", Network);
        lab.Inside.Docker(["run", "--detach", "--name", "cn-c", LabImages.Busybox, "sleep", "3600"]);
        lab.Inside.Docker(["run", "--detach", "--name", "cn-c2", LabImages.Busybox, .. Server(PageOfC2)]);
        New("cn-a", Server(PageOfA), "-Publish 18080:80, 127.0.0.1:18081:81");
        New("cn-b", Server(PageOfB), $"-Network {Network} -Publish 18090:80");
        lab.Inside.Run("iptables", "-I", "DOCKER-USER", "-s", Addresses.SecondOutside4, "-j", "ACCEPT");
        lab.Inside.Run("iptables", "-P", "FORWARD", policy);
        foreach (var name in new[] { "cn-a", "cn-b", "cn-c2" }) WaitFor($"http://{AddressOf(name)}:81/");
    }

    /// <summary>A page longer than a window: a connection that only opens is not enough.</summary>
    public static string Page(string word) => string.Concat(Enumerable.Repeat(word + "\n", 20_000));

    /// <summary>A command that serves the page of that word on the ports 80 and 81.</summary>
    public static string[] Server(string word) =>
        ["sh", "-c", $"mkdir -p /w; yes {word} | head -n 20000 > /w/index.html; httpd -p 80 -h /w; exec httpd -f -p 81 -h /w"];

    /// <summary>The address of a container, as the engine says.</summary>
    public string AddressOf(string container) =>
        _lab.Inside.Docker("inspect", "--format", "{{range .NetworkSettings.Networks}}{{.IPAddress}}{{end}}", container);

    /// <summary>Fetches a page: its word, or <c>refused</c>, or <c>dropped</c>.</summary>
    /// <param name="client">outside, outside77, host, or a container.</param>
    /// <param name="target">HOST:PORT; <c>{cn-a}</c> stands for the container's own address.</param>
    /// <param name="seconds">How long to wait: longer where an answer is wanted than where none is.</param>
    public string Fetch(string client, string target, int seconds) => client switch
    {
        "outside" => Curl(_lab.Outside, target, seconds, Addresses.Outside4),
        "outside77" => Curl(_lab.Outside, target, seconds, Addresses.SecondOutside4),
        "host" => Curl(_lab.Inside, target, seconds),
        _ => Wget(client, target, seconds),
    };

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

    private string Curl(NamespaceTools tools, string target, int seconds, params string[] source)
    {
        string[] from = source.Length == 0 ? [] : ["--interface", source[0]];
        var result = tools.Try(["curl", "-sS", "--max-time", $"{seconds}", .. from, $"http://{Resolve(target)}/"]);
        return result.ExitCode switch { 0 => Word(result.Output), 7 => "refused", 28 => "dropped", _ => result.Error };
    }

    private string Wget(string container, string target, int seconds)
    {
        var result = _lab.Inside.Try("docker", "exec", container, "timeout", $"{seconds}", "wget", "-qO-", $"http://{Resolve(target)}/");
        return result.Succeeded ? Word(result.Output)
            : result.Error.Contains("refused", StringComparison.Ordinal) ? "refused"
            : result.ExitCode == 143 ? "dropped" : $"{result.ExitCode}: {result.Error}";
    }

    // The whole page or nothing: a transfer that hangs half way is no page.
    private static string Word(string page)
    {
        var word = page.Split('\n')[0];
        return page == Page(word) ? word : $"{page.Length} characters";
    }

    private string Resolve(string target)
    {
        var end = target.IndexOf('}', StringComparison.Ordinal);
        return end < 0 ? target : AddressOf(target[1..end]) + target[(end + 1)..];
    }
}
