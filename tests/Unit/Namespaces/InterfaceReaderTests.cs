using ContainerNet.Services;
using ContainerNet.Services.Connection;
using ContainerNet.Services.Containers;
using ContainerNet.Services.Engine;
using ContainerNet.Services.Namespaces;
using ContainerNet.Unit.Fakes;
using Xunit;

namespace ContainerNet.Unit.Namespaces;

/// <summary>The engine is a fake; its containers' processes are this very process, which everybody may read.</summary>
public class InterfaceReaderTests
{
    private static readonly KernelView s_elsewhere = new(false, "elsewhere");

    private readonly FakeEngine _engine = new();

    [Fact]
    public async Task Interfaces_carry_the_container_s_name_and_id()
    {
        var web = AddRunning("web");
        var links = Assert.Single(await ReadAsync("web")).Interfaces;

        Assert.Equal("lo", links[0].Name);
        Assert.All(links, link => Assert.Equal(("web", web.Id, "Kernel"), (link.ContainerName, link.ContainerId, link.Source)));
    }

    [Fact]
    public async Task A_stopped_container_that_was_named_is_an_error_about_what_was_given()
    {
        _engine.Containers.Add("off1", "exited");
        var error = await Assert.ThrowsAsync<ContainerNetException>(() => ReadAsync("off1"));

        Assert.Equal((ErrorId.ContainerNotRunning, "given"), (error.Id, error.Target));
    }

    [Fact]
    public async Task A_stopped_container_that_a_wildcard_found_is_left_out() =>
        Assert.Empty(await ReadMatchesAsync(Row("off1", "exited")));

    [Fact]
    public async Task A_container_that_ended_after_it_was_listed_is_left_out()
    {
        var rows = new[] { Row("web", "running"), Row("other", "running") };
        _engine.Containers.Vanish("web");

        Assert.Equal(["other"], (await ReadMatchesAsync(rows)).Select(reading => reading.Interfaces[0].ContainerName));
    }

    [Fact]
    public async Task A_container_whose_process_ended_after_inspect_is_gone_where_it_was_named()
    {
        _engine.Containers.Add("dead", change: details => details with { ProcessId = int.MaxValue });
        var error = Assert.Single(await ReadAsync("dead")).Error!;

        Assert.Equal((ErrorId.NamespaceGone, "given"), (error.Id, error.Target));
    }

    [Fact]
    public async Task A_container_whose_process_ended_after_inspect_is_left_out_where_it_was_not()
    {
        _engine.Containers.Add("dead", change: details => details with { ProcessId = int.MaxValue });
        Assert.Empty(await ReadAllAsync());
    }

    [Fact]
    public async Task Only_running_and_paused_containers_are_listed()
    {
        AddRunning("web");
        _engine.Containers.Add("off1", "exited");
        _engine.Containers.Add("held", "paused", change: OfThisProcess);

        Assert.Equal(["held", "web"], (await ReadAllAsync()).Select(reading => reading.Interfaces[0].ContainerName));
    }

    [Fact]
    public async Task A_joined_container_has_the_network_of_its_donor()
    {
        var lo = new ContainerEndpoint { Network = "loopnet", IPAddress = "127.0.0.1" };
        var donor = _engine.Containers.Add("donor", change: details => OfThisProcess(details) with { Endpoints = [lo] });
        _engine.Containers.Add("guest", networkMode: $"container:{donor.Id}", change: OfThisProcess);

        Assert.Equal("loopnet", Assert.Single(await ReadAsync("guest")).Interfaces[0].Network);
    }

    [Fact]
    public void An_engine_elsewhere_shows_nothing_of_its_kernel()
    {
        var error = Assert.Throws<ContainerNetException>(() => new InterfaceReader(_engine, s_elsewhere).RequireKernel());
        Assert.Equal(ErrorId.KernelViewNotAtHand, error.Id);
    }

    [Fact]
    public async Task What_the_engine_alone_knows_is_there_when_it_is_asked_for()
    {
        var net = new ContainerEndpoint { Network = "net1", IPAddress = "10.1.2.3", PrefixLength = 24, IPv6Address = "fd00::3", IPv6PrefixLength = 64, MacAddress = "02:42:0a:01:02:03" };
        var web = _engine.Containers.Add("web", change: details => OfThisProcess(details) with { Endpoints = [net, new() { Network = "none" }] });
        var reader = new InterfaceReader(_engine, s_elsewhere) { AllowPartial = true };
        var reading = Assert.Single(await reader.ReadAsync([RunningContainer.Of(web, "given")], false, default));
        var link = Assert.Single(reading.Interfaces);

        Assert.Contains("elsewhere", reading.Lacking, StringComparison.Ordinal);
        Assert.Equal(("Engine", "net1", "02:42:0a:01:02:03"), (link.Source, link.Network, link.MacAddress));
        Assert.Equal(["10.1.2.3/24", "fd00::3/64"], link.Addresses.Select(address => $"{address}"));
    }

    [Fact]
    public async Task Counters_are_read_when_they_are_wanted()
    {
        AddRunning("web");
        Assert.Null(Assert.Single(await ReadAsync("web")).Interfaces[0].Statistics);
        var reader = new InterfaceReader(_engine, KernelView.Here) { Statistics = true };
        var readings = await reader.ReadAsync(await FindAsync(await new RunningContainers(_engine).ListAsync(default)), false, default);

        Assert.All(Assert.Single(readings).Interfaces, link => Assert.NotNull(link.Statistics));
    }

    private static ContainerDetails OfThisProcess(ContainerDetails details) => details with { ProcessId = Environment.ProcessId };

    private ContainerDetails AddRunning(string name) => _engine.Containers.Add(name, change: OfThisProcess);

    private ContainerTarget Row(string name, string state) =>
        ContainerTarget.Of(new() { Id = _engine.Containers.Add(name, state, change: OfThisProcess).Id, Name = name, State = state }, "*");

    private async Task<IReadOnlyList<InterfaceReading>> ReadAsync(string name) => await ReadMatchesAsync(new ContainerTarget { Id = name, Name = name });

    private async Task<IReadOnlyList<InterfaceReading>> ReadMatchesAsync(params ContainerTarget[] targets) =>
        await new InterfaceReader(_engine, KernelView.Here).ReadAsync(await FindAsync(targets), false, default);

    private async Task<IReadOnlyList<InterfaceReading>> ReadAllAsync() => await ReadMatchesAsync([.. await new RunningContainers(_engine).ListAsync(default)]);

    private async Task<IReadOnlyList<RunningContainer>> FindAsync(IReadOnlyList<ContainerTarget> targets) =>
        [.. (await new RunningContainers(_engine).FindAsync(targets, static _ => "given", default)).Select(static one => one.Error is null ? one.Value! : throw one.Error)];
}
