namespace ContainerNet.LabKit.Chance;

/// <summary>
/// A host with an uplink, a bridge and two containers, each a network namespace of its own that is thrown away afterwards; and a host elsewhere.
/// No engine: only what a packet meets.
/// </summary>
public sealed class RandomNetwork : IAsyncDisposable
{
    public const string Uplink = "up0";
    public const string Bridge = "br0";
    public const string HostAddress = "10.90.0.1";
    public const string OutsideAddress = "10.90.0.2";
    public const string GatewayAddress = "10.90.1.1";

    /// <summary>The containers, with the port of the bridge and the address of each.</summary>
    public static readonly (string Name, string Port, string Address)[] Containers = [("a", "pa", "10.90.1.2"), ("b", "pb", "10.90.1.3")];

    /// <summary>Who answers on which ports, by TCP and by UDP.</summary>
    public static readonly Dictionary<string, int[]> Listening = new() { ["host"] = [80, 8080], ["outside"] = [53, 80, 81, 8080], ["a"] = [53, 80], ["b"] = [8080] };

    private readonly string _prefix = $"cnr{Environment.ProcessId}";
    private readonly Dictionary<string, AgentClient> _agents = [];

    private RandomNetwork()
    {
    }

    public static async Task<RandomNetwork> CreateAsync()
    {
        var network = new RandomNetwork();
        try
        {
            await network.BuildAsync();
            return network;
        }
        catch
        {
            await network.DisposeAsync();
            throw;
        }
    }

    /// <summary>Sets the rules of the host's firewall, and gives back what iptables-save prints of them.</summary>
    public async Task<string> SetRulesAsync(string rules, bool filtersBridges)
    {
        await OnHostAsync(rules, "iptables-restore");
        await OnHostAsync(null, "busybox", "sysctl", "-w", $"net.bridge.bridge-nf-call-iptables={(filtersBridges ? 1 : 0)}");
        return (await OnHostAsync(null, "iptables-save")).Output;
    }

    /// <summary>Sets a table of nftables beside iptables, or takes it away, and gives back what nft prints of it.</summary>
    /// <param name="table">The table, with its family.</param>
    /// <param name="rules">What nft reads; empty to have none.</param>
    public async Task<string> SetNativeAsync(string table, string rules)
    {
        await OnHostAsync($"table {table} {{\n}}\ndelete table {table}\n{rules}", "nft", "-f", "-");
        return rules.Length == 0 ? "" : (await OnHostAsync(null, ["nft", "-j", "list", "table", .. table.Split(' ')])).Output;
    }

    /// <summary>What a real packet meets.</summary>
    public Task<string> SendAsync(RandomFlow flow, int milliseconds) => _agents[flow.From].AskAsync(flow.Protocol, flow.To, flow.Port, milliseconds);

    public async ValueTask DisposeAsync()
    {
        foreach (var agent in _agents.Values) await agent.DisposeAsync();
        foreach (var name in Listening.Keys) await Tool.RunAsync(["ip", "netns", "delete", Name(name)]);
    }

    private async Task BuildAsync()
    {
        foreach (var name in Listening.Keys) await RunAsync(["ip", "netns", "add", Name(name)]);
        await IpAsync("host", $"link add {Uplink} type veth peer name eth0 netns {Name("outside")}");
        await IpAsync("host", $"link add {Bridge} type bridge");
        foreach (var (name, port, address) in Containers)
        {
            await IpAsync("host", $"link add {port} type veth peer name eth0 netns {Name(name)}");
            await IpAsync("host", $"link set {port} master {Bridge} up");
            await EndAsync(name, "eth0", address, GatewayAddress);
        }

        await EndAsync("outside", "eth0", OutsideAddress, HostAddress);
        await EndAsync("host", Uplink, HostAddress, null);
        await EndAsync("host", Bridge, GatewayAddress, null);

        // The module that shows bridged packets to iptables, and makes its settings, comes with the first rule that asks for it.
        await OnHostAsync("*filter\n-A FORWARD -m physdev --physdev-is-bridged -j ACCEPT\nCOMMIT\n", "iptables-restore");
        foreach (var setting in new[] { "net.ipv4.ip_forward=1", "net.ipv4.conf.all.rp_filter=0", $"net.ipv4.conf.{Uplink}.rp_filter=0", $"net.ipv4.conf.{Bridge}.rp_filter=0" })
            await OnHostAsync(null, "busybox", "sysctl", "-w", setting);
        foreach (var (name, ports) in Listening) _agents[name] = await AgentClient.StartAsync(Name(name), ports);
    }

    private async Task EndAsync(string name, string link, string address, string? gateway)
    {
        await IpAsync(name, $"address add {address}/24 dev {link}");
        await IpAsync(name, "link set lo up");
        await IpAsync(name, $"link set {link} up");
        if (gateway is not null) await IpAsync(name, $"route add default via {gateway}");
    }

    private string Name(string name) => $"{_prefix}-{name}";

    private Task<ToolResult> IpAsync(string name, string words) => RunAsync(["ip", "-n", Name(name), .. words.Split(' ')]);

    private Task<ToolResult> OnHostAsync(string? input, params string[] argv) => RunAsync(["nsenter", $"--net={LabNetwork.Folder}/{Name("host")}", "--", .. argv], input);

    private static async Task<ToolResult> RunAsync(string[] argv, string? input = null) => (await Tool.RunAsync(argv, input: input)).OrThrow();
}

/// <summary>A flow.</summary>
/// <param name="From">host, outside, a or b.</param>
/// <param name="To">An address.</param>
/// <param name="Protocol">tcp, udp or icmp.</param>
/// <param name="Port">The port; 0 for icmp.</param>
public sealed record RandomFlow(string From, string To, string Protocol, int Port);
