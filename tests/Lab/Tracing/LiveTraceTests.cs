using System.Diagnostics;
using System.Management.Automation;
using System.Text.RegularExpressions;
using ContainerNet.LabKit;
using Xunit;

namespace ContainerNet.Lab.Tracing;

/// <summary>Trace-ContainerPacket -Live: what it shows, and that it leaves nothing.</summary>
public sealed partial class LiveTraceTests : IDisposable
{
    private const string FromOutside = "Trace-ContainerPacket outside host 8080 -Live -TimeoutSec 60";
    private const string FromHost = "Trace-ContainerPacket host 10.77.0.1 8080 -Live";

    private readonly LabFixture _lab;

    public LiveTraceTests(LabFixture lab)
    {
        _lab = lab;
        lab.RemoveAllContainers();
        lab.Session.Invoke("New-BridgedContainer cn-web -Name seen -Publish 8080:80").OrThrow();
    }

    [Fact]
    public async Task It_tells_what_nft_tells()
    {
        await using var monitor = _lab.Inside.Start("nft", "monitor", "trace");
        PSObject[] hops = [];
        for (var clock = Stopwatch.StartNew(); Told(monitor.Output).Length == 0 && clock.Elapsed < TimeSpan.FromSeconds(20);)
        {
            hops = HopsOf(_lab.Session.Invoke(FromHost).OrThrow().Single());
            await Task.Delay(300, TestContext.Current.CancellationToken);
        }

        Assert.NotEmpty(hops);
        Assert.Equal(Told(monitor.Output).TakeLast(hops.Length), hops.Select(static hop => $"{hop.Properties["Table"].Value} {hop.Properties["Chain"].Value} {hop.Properties["Verdict"].Value}"));
    }

    [Fact]
    public void A_rule_is_told_with_its_owner_and_its_container()
    {
        var hop = HopsOf(_lab.Session.Invoke(FromHost).OrThrow().Single())[^1];

        Assert.Equal(("nat", "DOCKER", "Engine", "seen"), (hop.Properties["Table"].Value, hop.Properties["Chain"].Value, hop.Properties["Owner"].Value, hop.Properties["ContainerName"].Value));
        Assert.Contains($"-A DOCKER ! -i docker0 -p tcp -m tcp --dport 8080 -j DNAT", (string)hop.Properties["Text"].Value, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_trace_that_is_killed_leaves_nothing()
    {
        var host = RepositoryRoot.Combine("artifacts", "bin", "ContainerNet.Host", "release", "pshost");
        await using var tool = _lab.Inside.Start(host, "-Command", $"Import-Module '{RepositoryRoot.Combine("ContainerNet.psd1")}'; {FromOutside}");
        await LiveTables.WaitAsync(_lab, tool.EndedAsync());
        Assert.Equal(1, LiveTables.Count(_lab));

        await tool.StopAsync("KILL");
        Assert.Equal(0, LiveTables.Count(_lab));
    }

    [Fact]
    public async Task A_trace_that_is_stopped_ends_at_once_and_leaves_nothing()
    {
        using var stop = new CancellationTokenSource();
        var running = _lab.Session.InvokeAsync(FromOutside, stop.Token);
        await LiveTables.WaitAsync(_lab, running);
        var clock = Stopwatch.StartNew();
        await stop.CancelAsync();

        Assert.True((await running).Stopped);
        Assert.InRange(clock.Elapsed, TimeSpan.Zero, TimeSpan.FromSeconds(5));
        Assert.Equal(0, LiveTables.Count(_lab));
    }

    [Fact]
    public void Nothing_is_sent_or_changed_with_WhatIf()
    {
        var before = _lab.Inside.Run("iptables-save", "-c");
        var trace = _lab.Session.Invoke($"{FromHost} -WhatIf").OrThrow().Single();

        Assert.Equal((null, "Delivered"), (trace.Properties["Live"].Value, trace.Properties["Verdict"].Value));
        Assert.Equal(Plain(before), Plain(_lab.Inside.Run("iptables-save", "-c")));
    }

    [Fact]
    public void Where_no_packet_comes_there_is_a_warning_and_no_trace()
    {
        var result = _lab.Session.Invoke("Trace-ContainerPacket outside host 8080 -Live -TimeoutSec 1 -Verbose");

        Assert.Null(result.Property("Live"));
        Assert.Single(result.Warnings);
        Assert.Contains(result.Verbose, static text => text.Contains("10.77.0.1", StringComparison.Ordinal));
        Assert.NotEmpty(result.Progress);
    }

    [Fact]
    public void The_kernel_is_not_asked_about_a_snapshot() =>
        Assert.Equal(["AmbiguousParameterSet"], _lab.Session.Invoke("Trace-ContainerPacket outside host 8080 -Live -Snapshot ./host.json").ErrorIds);

    [Fact]
    public void Rules_of_iptables_legacy_are_refused()
    {
        _lab.Inside.Run("iptables-legacy", "-A", "INPUT", "-p", "tcp", "--dport", "1", "-j", "DROP");
        try
        {
            Assert.Equal(["LiveTraceNotSupported"], _lab.Session.Invoke(FromHost).ErrorIds);
        }
        finally
        {
            _lab.Inside.Run("iptables-legacy", "-F", "INPUT");
        }
    }

    /// <summary>A chain of the priority of iptables' own, of which nobody knows which comes first.</summary>
    [Theory]
    [InlineData("tcp dport 8080", "Dropped")]
    [InlineData("tcp dport 8080 meta skuid 0", "Unknown")]
    public void Where_a_chain_of_nftables_own_decides_or_may_decide_the_kernel_tells_that_it_does(string match, string verdict)
    {
        _lab.Inside.Run("nft", $"add table inet flowtest; add chain inet flowtest out {{ type filter hook output priority 0; }}; add rule inet flowtest out {match} drop");
        try
        {
            var trace = _lab.Session.Invoke("Trace-ContainerPacket host seen 8080 -Live").OrThrow().Single();
            var hop = HopsOf(trace)[^1];

            Assert.Equal(verdict, trace.Properties["Verdict"].Value);
            Assert.Equal(("inet flowtest", "out", 1, "drop"), (hop.Properties["Table"].Value, hop.Properties["Chain"].Value, hop.Properties["Number"].Value, hop.Properties["Verdict"].Value));
        }
        finally
        {
            _lab.Inside.Run("nft", "delete table inet flowtest");
        }
    }

    [Fact]
    public void A_filter_of_tc_on_the_way_makes_the_answer_unknown_and_an_empty_place_for_them_does_not()
    {
        _lab.Inside.Run("tc", "qdisc", "add", "dev", Addresses.LabLink, "clsact");
        try
        {
            Assert.Equal("Delivered", _lab.Session.Invoke("Trace-ContainerPacket outside host 8080").Property("Verdict"));

            _lab.Inside.Run("tc", "filter", "add", "dev", Addresses.LabLink, "ingress", "protocol", "ip", "u32", "match", "u32", "0", "0", "flowid", "1:1");
            var trace = _lab.Session.Invoke("Trace-ContainerPacket outside host 8080");
            Assert.Equal(("Unknown", $"{Addresses.LabLink} ingress"), (trace.Property("Verdict"), trace.Property("DecidedBy")));
            Assert.Equal("Delivered", _lab.Session.Invoke("Trace-ContainerPacket host seen 80").Property("Verdict"));
        }
        finally
        {
            _lab.Inside.Run("tc", "qdisc", "delete", "dev", Addresses.LabLink, "clsact");
        }
    }

    /// <summary>Programs of tcx stand in no answer of netlink; what they drop, no rule tells of.</summary>
    [Theory]
    [InlineData(null, Addresses.LabLink, "ingress")]
    [InlineData("seen", "eth0", "ingress")]
    [InlineData("seen", "eth0", "egress")]
    public async Task A_program_of_tcx_on_the_way_makes_the_answer_unknown(string? container, string link, string direction)
    {
        Assert.SkipUnless(Environment.OSVersion.Version >= new Version(6, 6), "Linux before 6.6 has no tcx.");
        var at = container is null ? _lab.Inside
            : new NamespaceTools($"/proc/{_lab.Inside.Docker("inspect", "--format", "{{.State.Pid}}", container)}/ns/net", _lab.Lab.Names.DockerHost);
        await using (await at.StartTcxDropAsync(link, direction))
        {
            var trace = _lab.Session.Invoke(direction == "ingress" ? "Trace-ContainerPacket outside host 8080" : $"Trace-ContainerPacket seen {Addresses.Outside4} 80");
            Assert.Equal(("Unknown", $"{link} {direction}"), (trace.Property("Verdict"), trace.Property("DecidedBy")));
            Assert.Equal(28, Fetch().ExitCode);
        }

        // Who asked for a hardware address meanwhile may not ask again for some seconds.
        Assert.Equal(0, Fetch("--retry", "5", "--retry-all-errors", "--retry-delay", "1").ExitCode);
        Assert.Equal("Delivered", _lab.Session.Invoke("Trace-ContainerPacket outside host 8080").Property("Verdict"));

        ToolResult Fetch(params string[] options) => _lab.Outside.Try(["curl", "--silent", "--show-error", "--max-time", "3", .. options, $"http://{Addresses.Lab4}:8080/"]);
    }

    public void Dispose()
    {
        _lab.Session.Invoke("Remove-Container seen -Force").OrThrow();
        _lab.RemoveAllContainers();
    }

    private static PSObject[] HopsOf(PSObject trace) =>
        [.. ((object[])PSObject.AsPSObject(trace.Properties["Live"].Value).Properties["Hops"].Value).Select(PSObject.AsPSObject)];

    private static string Plain(string rules) => string.Join('\n', rules.Split('\n').Where(static line => !line.StartsWith('#') && !line.StartsWith(':')));

    // trace id 6e4fd0a1 ip nat OUTPUT rule ... jump DOCKER (verdict jump DOCKER)
    private static string[] Told(string output) =>
        [.. TraceLine().Matches(output).Where(static match => !match.Groups["table"].Value.StartsWith("containernet", StringComparison.Ordinal))
            .Select(static match => $"{match.Groups["table"].Value} {match.Groups["chain"].Value} {match.Groups["verdict"].Value}")];

    [GeneratedRegex(@"^trace id \w+ \w+ (?<table>\S+) (?<chain>\S+) rule .*\(verdict (?<verdict>[^)]+)\)$", RegexOptions.Multiline)]
    private static partial Regex TraceLine();
}
