using ContainerNet.LabKit;

namespace ContainerNet.Lab.Tracing;

/// <summary>Containers of every kind, and real packets between them: what a prediction is held against.</summary>
public sealed class FlowScene : IAsyncDisposable
{
    /// <summary>Where the lab listens with a program of its own.</summary>
    public const int HostPort = 9090;

    /// <summary>What a host on the cable sends that crafts its own frames.</summary>
    public const string Neighbour = "neighbour";

    /// <summary>The container that is paused.</summary>
    public const string Paused = "frozen";

    /// <summary>A port that nobody listens on, and that chains of nftables beside iptables keep from being asked.</summary>
    public const int NativePort = 8094;

    private const string NativeTable = "inet flow_wall";
    private const int EchoPort = 5353;
    private const int HotPort = 8090;
    private const int PausedPort = 8091;
    private const int RestrictedPort = 8088;
    private readonly LabFixture _lab;
    private readonly List<BackgroundTool> _servers = [];

    public FlowScene(LabFixture lab)
    {
        _lab = lab;
        lab.RemoveAllContainers();
        lab.Inside.Docker("network", "create", "flow-net");
        lab.Inside.Docker("network", "create", "--internal", "flow-inner");
        lab.Inside.Docker("network", "create", "--opt", "com.docker.network.bridge.enable_icc=false", "flow-shy");
        lab.Session.Invoke($"New-BridgedContainer cn-web -Name web -Publish 8080:80,127.0.0.1:8082:80,{EchoPort}:{EchoPort}/udp").OrThrow();
        _servers.Add(Echo("web"));
        lab.Session.Invoke("New-BridgedContainer busybox -Name loopback -Publish 8081:80 -- httpd -f -p 127.0.0.1:80").OrThrow();
        lab.Session.Invoke("New-BridgedContainer busybox -Name silent -Publish 8084:80 -- sleep 3600").OrThrow();
        lab.Session.Invoke("New-BridgedContainer cn-web -Name other -Network flow-net -Publish 8086:80").OrThrow();
        lab.Session.Invoke($"New-BridgedContainer cn-web -Name choosy -Publish {RestrictedPort}:80 -AllowFrom {Addresses.SecondOutside4}").OrThrow();
        lab.Session.Invoke($"New-BridgedContainer cn-web -Name {Paused} -Publish {PausedPort}:80").OrThrow();
        lab.Session.Invoke("New-ClosedContainer cn-web -Name closed").OrThrow();
        lab.Session.Invoke("Join-ContainerNetwork busybox -Container web -Name joined -- sleep 3600").OrThrow();
        foreach (var (name, network) in new[] { ("foreign", "bridge"), ("inner", "flow-inner"), ("inner2", "flow-inner"), ("shy1", "flow-shy"), ("shy2", "flow-shy") })
            lab.Inside.Docker("run", "--detach", "--name", name, "--network", network, LabImages.Web);
        lab.Session.Invoke($"Publish-ContainerPort web {HotPort}:80").OrThrow();
        lab.Inside.Docker("pause", Paused);
        Admin("-I", "REJECT", 8086);
        Admin("-I", "DROP", 8080);
        lab.Inside.Run("nft", Native());
        _servers.Add(lab.Inside.Start("busybox", "httpd", "-f", "-p", $"{HostPort}", "-h", "/usr/share"));
        _servers.Add(lab.Outside.Start("busybox", "httpd", "-f", "-p", "80", "-h", "/usr/share"));
        Listens(lab.Inside, HostPort);
    }

    /// <summary>What a real packet meets: ok, silence, refused, or unreachable.</summary>
    /// <param name="from">outside, the second address there, neighbour, host, or a container.</param>
    /// <param name="address">An address.</param>
    /// <param name="port">The port; 0 for a ping.</param>
    /// <param name="protocol">tcp, udp or icmp.</param>
    /// <param name="seconds">How long silence lasts.</param>
    public string Send(string from, string address, int port, string protocol, int seconds) => protocol switch
    {
        "icmp" => Run(from, "ping", "-c", "1", "-W", $"{seconds}", address) is { ExitCode: 0 } ? "ok" : "silence",
        "udp" => Datagram(from, address, port, seconds),
        _ when from == Neighbour => Guard.Neighbour.SendSyn(_lab, address, port) == "nothing" ? "silence" : "ok",

        // Its kernel greets, and nobody answers.
        _ when port == PausedPort => Run(from, "timeout", $"{seconds}", "bash", "-c", $"exec 3<>/dev/tcp/{address}/{port}") is { ExitCode: 0 } ? "ok" : "silence",
        "tcp" when from is "outside" or "host" or Addresses.SecondOutside4 => Judge(Run(
            from, ["curl", "--silent", "--show-error", "--include", "--max-time", $"{seconds}", .. from == Addresses.SecondOutside4 ? new[] { "--interface", from } : [], $"http://{Host(address)}:{port}/"])),
        _ => Judge(Run(from, "sh", "-c", $"printf 'GET / HTTP/1.0\\r\\n\\r\\n' | timeout {seconds} busybox nc {address} {port}")),
    };

    // No image has bash; the labkit's caller would not end before its time.
    private string Datagram(string from, string address, int port, int seconds)
    {
        string[] argv = ["bash", "-c", $"exec 3<>/dev/udp/{address}/{port}; echo ping >&3; timeout {seconds} head -c 1 <&3"];
        var result = from is "outside" or "host" ? Run(from, argv) : _lab.Inside.Try(["nsenter", $"--net=/proc/{ProcessOf(from)}/ns/net", "--", .. argv]);
        return result.Output.Length > 0 ? "ok" : "silence";
    }

    /// <summary>The address of a container on a network.</summary>
    public string AddressOf(string container) =>
        _lab.Inside.Docker("inspect", "--format", "{{range .NetworkSettings.Networks}}{{.IPAddress}}{{end}}", container);

    public async ValueTask DisposeAsync()
    {
        foreach (var server in _servers) await server.DisposeAsync();
        Admin("-D", "REJECT", 8086);
        Admin("-D", "DROP", 8080);
        _lab.Inside.Run("nft", $"delete table {NativeTable}");
        _lab.Inside.Docker("unpause", Paused);
        _lab.Session.Invoke($"Remove-Container web, loopback, silent, other, choosy, {Paused}, closed, joined -Force").OrThrow();
        _lab.RemoveAllContainers();
        foreach (var network in new[] { "flow-net", "flow-inner", "flow-shy" }) _lab.Inside.Docker("network", "rm", network);
    }

    // An answer over UDP, of a program that no image has.
    private BackgroundTool Echo(string container)
    {
        var echo = _lab.Inside.Start("nsenter", $"--net=/proc/{ProcessOf(container)}/ns/net", "--", Path.Combine(AppContext.BaseDirectory, "labkit"), "mirror", $"{EchoPort}");
        echo.WaitForLineAsync(Mirror.Ready).GetAwaiter().GetResult();
        return echo;
    }

    private string ProcessOf(string container) => _lab.Inside.Docker("inspect", "--format", "{{.State.Pid}}", container);

    private static string Host(string address) => address.Contains(':', StringComparison.Ordinal) ? $"[{address}]" : address;

    // What an administrator may have there for one source.
    private void Admin(string change, string target, int port) => _lab.Inside.Run(
        "iptables", change, "DOCKER-USER", "-s", Addresses.SecondOutside4, "-p", "tcp", "-m", "conntrack", "--ctorigdstport", $"{port}", "--ctdir", "ORIGINAL", "-j", target);

    // The first rule of each chain lets by, and stands in every path.
    private string Native() => $$"""
        table {{NativeTable}} {
            set foreign { type ipv4_addr; elements = { {{AddressOf("foreign")}} }; }
            chain forward {
                type filter hook forward priority filter - 10;
                counter
                ip saddr @foreign oifname "{{Addresses.LabLink}}" tcp dport {{NativePort}} ct state new drop
            }
            chain input {
                type filter hook input priority filter - 10;
                meta l4proto vmap { tcp : jump asked }
            }
            chain asked {
                tcp dport {{NativePort}} reject with icmpx admin-prohibited
            }
        }
        """;

    private ToolResult Run(string from, params string[] argv) => from switch
    {
        "outside" or Addresses.SecondOutside4 => _lab.Outside.Try(argv[0] == "ping" ? ["busybox", .. argv] : argv),
        "host" => _lab.Inside.Try(argv[0] == "ping" ? ["busybox", .. argv] : argv),
        _ => _lab.Inside.Try(["docker", "exec", from, .. argv]),
    };

    private static void Listens(NamespaceTools tools, int port) =>
        tools.Run("curl", "-s", "--retry", "20", "--retry-delay", "0", "--retry-connrefused", "--output", "/dev/null", $"http://127.0.0.1:{port}/");

    private static string Judge(ToolResult result) =>
        result.Output.StartsWith("HTTP/", StringComparison.Ordinal) ? "ok"
        : result.ExitCode == 7 || result.Error.Contains("refused", StringComparison.OrdinalIgnoreCase) ? "refused"
        : result.Error.Contains("unreachable", StringComparison.OrdinalIgnoreCase) || result.Error.Contains("No route", StringComparison.OrdinalIgnoreCase) ? "unreachable"
        : result.ExitCode is 143 or 124 or 28 ? "silence"
        : "closed";
}
