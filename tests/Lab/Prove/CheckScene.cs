using ContainerNet.Lab.Inspect;
using ContainerNet.LabKit;

namespace ContainerNet.Lab.Prove;

/// <summary>Containers of every mode, all of whose promises hold: what faults are made on, one at a time.</summary>
public sealed class CheckScene : IAsyncDisposable
{
    /// <summary>The containers that reach the outside.</summary>
    public static readonly string[] Outbound = ["web", "udp", "donor", "foreign", "other"];

    private const string Heeding = "trap exit TERM; while :; do sleep 1 & wait $!; done";

    private readonly LabFixture _lab;
    private readonly BackgroundTool _mirror;

    public CheckScene(LabFixture lab)
    {
        _lab = lab;
        lab.RemoveAllContainers();
        lab.Inside.Docker("network", "create", "check-net");
        New("New-BridgedContainer", "web", $"httpd -p 80; {Heeding}", "-Publish 8080:80");
        lab.Session.Invoke("Publish-ContainerPort web 8090:80").OrThrow();
        New("New-BridgedContainer", "udp", Heeding, "-Publish 5353:5353/udp");
        New("New-BridgedContainer", "donor", Heeding, "");
        New("Join-ContainerNetwork", "joined", Heeding, "-Container donor");
        New("New-ClosedContainer", "closed", Heeding, "");
        New("New-HostContainer", "agent", Heeding, "");
        New("New-BridgedContainer", "other", Heeding, "-Network check-net");
        lab.Inside.Docker("run", "--detach", "--name", "foreign", "--publish", "8085:80", LabImages.Web);
        _mirror = lab.Inside.Start(Of("udp").Enter(Path.Combine(AppContext.BaseDirectory, "labkit"), "mirror", "5353"));
        _mirror.WaitForLineAsync(Mirror.Ready).GetAwaiter().GetResult();
    }

    public NamespaceTools Inside => _lab.Inside;

    public NamespaceTools Outside => _lab.Outside;

    /// <summary>Runs a tool in a container's network namespace.</summary>
    public void In(string container, params string[] argv) => Of(container).Try(argv).OrThrow();

    /// <summary>The host's end of a container's veth pair.</summary>
    public string VethOf(string container) => Property($"(Get-ContainerInterface {container} -Name eth0).HostInterface");

    /// <summary>A container's address.</summary>
    public string AddressOf(string container) => Property($"(Get-Container {container}).Networks[0].IPAddress");

    /// <summary>A container's process.</summary>
    public string ProcessOf(string container) => Property($"(Get-Container {container}).ProcessId");

    /// <summary>A rule of the engine or of this module, as the words behind <c>-A</c>.</summary>
    public string[] RuleWith(string table, string chain, string text) =>
        [.. _lab.Inside.Run("iptables", "-t", table, "-S", chain).Split('\n').Single(line => line.Contains(text, StringComparison.Ordinal)).Split(' ')[1..].Select(static word => word.Trim('"'))];

    /// <summary>Runs a script.</summary>
    public PowerShellResult Invoke(string script) => _lab.Session.Invoke(script);

    /// <summary>Runs what a check says is to be done. That a tool writes to its standard error is no error.</summary>
    public void Heal(string fix)
    {
        var result = Invoke($"$global:LASTEXITCODE = 0; {fix}; $LASTEXITCODE");
        if (result.ErrorIds.Any(static id => !id.StartsWith("NativeCommandError", StringComparison.Ordinal)) || $"{result.Output[^1]}" != "0")
            throw new InvalidOperationException($"{fix}: {string.Join('\n', result.Errors.Select(static error => $"{error}"))}");
    }

    /// <summary>Each check with its result, by container and id.</summary>
    public SortedDictionary<string, string> Results() =>
        new(Checks().ToDictionary(static one => $"{InspectScene.Text(one, "Container")} {InspectScene.Text(one, "Check")}".Trim(), static one => InspectScene.Text(one, "Result")), StringComparer.Ordinal);

    /// <summary>What checks that fail say is to be done, each once.</summary>
    public string[] Fixes(IEnumerable<string> failing) =>
        [.. Checks().Where(one => failing.Contains($"{InspectScene.Text(one, "Container")} {InspectScene.Text(one, "Check")}".Trim())).Select(static one => InspectScene.Text(one, "Fix")).Distinct()];

    public async ValueTask DisposeAsync()
    {
        await _mirror.DisposeAsync();
        _lab.Session.Invoke("Get-Container | Remove-Container -Force");
        _lab.RemoveAllContainers();
        _lab.Inside.Docker("network", "rm", "check-net");
    }

    private System.Management.Automation.PSObject[] Checks() => _lab.Session.Invoke("Test-ContainerNetwork").OrThrow();

    private NamespaceOfContainer Of(string container) => new(_lab, container);

    private string Property(string script) => $"{_lab.Session.Invoke(script).OrThrow().Single()}";

    private void New(string cmdlet, string name, string script, string more) =>
        _lab.Session.Invoke($"param($Command) {cmdlet} busybox -Name {name} {more} -Command $Command", [new[] { "sh", "-c", script }]).OrThrow();
}
