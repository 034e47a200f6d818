namespace ContainerNet.LabKit;

/// <summary>Native tools run inside one network namespace: another pair of eyes for the tests.</summary>
public sealed class NamespaceTools(string namespaceFile, string dockerHost)
{
    /// <summary>The argument vector that runs <paramref name="argv"/> inside. Not `ip netns exec`: it remounts /sys and so hides the cgroups.</summary>
    public string[] Enter(params IEnumerable<string> argv) => ["nsenter", $"--net={namespaceFile}", "--", .. argv];

    public Task<ToolResult> RunAsync(params string[] argv) => RunAsync(argv, null);

    public Task<ToolResult> RunAsync(
        IEnumerable<string> argv, TimeSpan? timeout, string? input = null, CancellationToken cancellationToken = default) =>
        Tool.RunAsync(Enter(argv), timeout, input, [new("DOCKER_HOST", dockerHost), new("DOCKER_CONTEXT", null)], cancellationToken);

    /// <summary>Standard output of a tool that has to succeed.</summary>
    public string Run(params string[] argv) => RunAsync(argv).GetAwaiter().GetResult().OrThrow().Text;

    /// <summary>A tool whose failure is an answer too.</summary>
    public ToolResult Try(params string[] argv) => RunAsync(argv).GetAwaiter().GetResult();

    public string Docker(params string[] arguments) => Run(["docker", .. arguments]);

    public string Ip(params string[] arguments) => Run(["ip", .. arguments]);

    public string IptablesSave(params string[] arguments) => Run(["iptables-save", .. arguments]);

    public string Ip6tablesSave(params string[] arguments) => Run(["ip6tables-save", .. arguments]);

    /// <summary>Starts a server or a capture, which runs until it is disposed.</summary>
    public BackgroundTool Start(params string[] argv) => new(Enter(argv));

    /// <summary>A TCP and UDP server that tells each client, on that port, the address it comes from: `10.77.0.1:41234`.</summary>
    public async Task<BackgroundTool> StartMirrorAsync(int port)
    {
        var mirror = Start(Path.Combine(AppContext.BaseDirectory, "labkit"), "mirror", $"{port}");
        await mirror.WaitForLineAsync(Mirror.Ready);
        return mirror;
    }

    /// <summary>Has a program of tcx drop every packet at an interface, until it is disposed.</summary>
    public async Task<BackgroundTool> StartTcxDropAsync(string link, string direction)
    {
        var drop = Start(Path.Combine(AppContext.BaseDirectory, "labkit"), "tcx", link, direction);
        await drop.WaitForLineAsync(TcxDrop.Ready);
        return drop;
    }

    /// <summary>What a UDP server answers to the first of up to ten datagrams; empty where it answers none.</summary>
    public string Call(string address, int port) =>
        string.Join('\n', Try(Path.Combine(AppContext.BaseDirectory, "labkit"), "call", address, $"{port}", "10", "1").Lines.Where(static line => line != Mirror.Ready));

    /// <summary>A UDP client that goes on sending, ten datagrams a second for a minute; each answer is a line.</summary>
    public async Task<BackgroundTool> StartCallerAsync(string address, int port)
    {
        var caller = Start(Path.Combine(AppContext.BaseDirectory, "labkit"), "call", address, $"{port}", "600", "600");
        await caller.WaitForLineAsync(Mirror.Ready);
        return caller;
    }

    public void SetSysctl(string key, string value) => Run("busybox", "sysctl", "-w", $"{key}={value}");
}
