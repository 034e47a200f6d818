using ContainerNet.Linux.Proc;
using ContainerNet.Services.Connection;
using ContainerNet.Services.Namespaces;
using ContainerNet.Services.Snapshot;
using ContainerNet.Unit.Fakes;
using Xunit;

namespace ContainerNet.Unit.Snapshot;

/// <summary>The engine is a fake; its processes are this very process. The firewall is the lab's business.</summary>
public class SnapshotCollectorTests
{
    private static readonly KernelView s_elsewhere = new(false, "elsewhere");

    private readonly FakeEngine _engine = new();

    [Fact]
    public async Task An_engine_elsewhere_tells_what_it_knows_and_a_warning_why_there_is_no_more()
    {
        _engine.Containers.Add("first");
        _engine.Containers.Add("second", "exited");
        var network = _engine.Networks.Add("abc", "bridge", ("x", "y"));

        var snapshot = await new SnapshotCollector(_engine, s_elsewhere).CollectAsync(default);

        Assert.Contains("elsewhere", Assert.Single(snapshot.Warnings), StringComparison.Ordinal);
        Assert.Equal(["first", "second"], snapshot.Containers.Select(static one => one.Name));
        Assert.Equal(["abc", "bridge", "host", "none"], snapshot.Networks.Select(static one => one.Name));
        Assert.Equal(($"br-{network.Id[..12]}", "y"), (snapshot.Networks[0].Bridge, snapshot.Networks[0].Options["x"]));
        Assert.Equal(("20.10.24", false), (snapshot.Engine.Version, snapshot.Engine.KernelView));
        Assert.Equal(("", "", 0, 0), (snapshot.HostName, snapshot.Kernel, snapshot.Namespaces.Length, snapshot.RuleSets.Length));
    }

    [Fact]
    public async Task Containers_in_the_host_s_namespace_stand_there_and_one_that_is_gone_is_a_warning()
    {
        Container[] containers = [Of("one", Environment.ProcessId), Of("two", Environment.ProcessId), Of("gone", int.MaxValue), Of("off", 0)];

        var part = await NamespacePart.ReadAsync(_engine, Here(), Task.FromResult(new HostPart(null, [], ["first"])), containers, default);
        var host = Assert.Single(part.Namespaces);

        Assert.Equal((true, Here().EngineNetwork), (host.IsHost, host.Inode));
        Assert.Equal(["one", "two"], host.ContainerIds);
        Assert.Contains(host.Interfaces, static link => link.Name == "lo");
        Assert.Equal(2, part.Warnings.Count);
        Assert.Equal("first", part.Warnings[0]);
        Assert.Contains($"{int.MaxValue}", part.Warnings[1], StringComparison.Ordinal);
    }

    [Fact]
    public void The_host_has_its_routes_rules_and_settings()
    {
        var part = HostPart.Read(Here(), new Dictionary<string, string>(), default);

        Assert.Empty(part.Warnings);
        Assert.Contains(part.Tables!.Routes, static route => route is { Destination: "127.0.0.0/8" or "127.0.0.1", Interface: "lo" });
        Assert.Contains(part.Tables.Rules, static rule => rule is { Family: "inet", Priority: 32766, Table: "main", IsConditional: false, Text: "from all lookup main" });
        Assert.All(part.Tables.Listening, static socket => Assert.True(socket.IsListening));
        Assert.Equal(File.ReadAllText("/proc/sys/net/ipv4/ip_forward").Trim(), part.Settings["net.ipv4.ip_forward"]);
        Assert.Equal(File.ReadAllText("/proc/sys/net/ipv4/conf/lo/rp_filter").Trim(), part.Settings["net.ipv4.conf.lo.rp_filter"]);
        Assert.Equal(File.ReadAllText("/proc/sys/net/ipv4/ip_local_port_range").Trim(), part.Settings["net.ipv4.ip_local_port_range"]);
    }

    [Fact]
    public void A_process_that_is_in_another_namespace_by_now_or_gone_is_an_error_of_its_own()
    {
        var found = NamespaceTour.Read([(Environment.ProcessId, 1), (int.MaxValue, 2)], default);

        Assert.All(found, static stop => Assert.Equal((Services.ErrorId.NamespaceGone, null), (stop.Error?.Id, stop.Tables)));
        Assert.Equal(2, found.Count);
    }

    private static KernelView Here() => KernelView.Here with { EngineProcessId = Environment.ProcessId, EngineNetwork = ProcessDirectory.ReadOwnNetwork() };

    private static Container Of(string name, int processId) =>
        new() { Id = name, Name = name, Image = "x", NetworkMode = "none", State = "Running", ProcessId = processId };
}
