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
    private readonly FakeEngine _engine = new();

    [Fact]
    public async Task Interfaces_carry_the_container_s_name_and_id()
    {
        var web = AddRunning("web");
        var links = await ReadAsync(new ContainerTarget { Id = web.Id, Name = "web" });

        Assert.Equal("lo", links[0].Name);
        Assert.All(links, link => Assert.Equal(("web", web.Id), (link.ContainerName, link.ContainerId)));
    }

    [Fact]
    public async Task A_stopped_container_that_was_named_is_an_error_about_what_was_given()
    {
        var off = _engine.Containers.Add("off1", "exited");
        var error = await FailAsync(new ContainerTarget { Id = off.Id, Name = "off1" });

        Assert.Equal((ErrorId.ContainerNotRunning, "given"), (error.Id, error.Target));
    }

    [Fact]
    public async Task A_stopped_container_that_a_wildcard_found_is_none() =>
        Assert.Empty(await ReadAsync(ContainerTarget.Of(Row("off1", "exited"), "off*")));

    [Fact]
    public async Task A_container_that_ended_after_it_was_listed_is_gone()
    {
        var row = Row("web", "running");
        _engine.Containers.Vanish("web");

        Assert.Equal(ErrorId.NamespaceGone, (await FailAsync(ContainerTarget.Of(row, "*"))).Id);
    }

    [Fact]
    public async Task A_container_whose_process_ended_after_inspect_is_gone()
    {
        var dead = _engine.Containers.Add("dead", change: details => details with { ProcessId = int.MaxValue });
        var error = await FailAsync(new ContainerTarget { Id = dead.Id, Name = "dead" });

        Assert.Equal((ErrorId.NamespaceGone, "given"), (error.Id, error.Target));
    }

    [Fact]
    public async Task Only_running_and_paused_containers_are_listed()
    {
        AddRunning("web");
        _engine.Containers.Add("off1", "exited");
        _engine.Containers.Add("held", "paused");

        Assert.Equal(["held", "web"], (await Reader(_engine).ListRunningAsync(default)).Select(target => target.Name));
    }

    [Fact]
    public async Task An_engine_elsewhere_shows_nothing_of_its_kernel()
    {
        var web = AddRunning("web");
        var reader = new InterfaceReader(_engine, new NamespaceService(), new KernelView(false, "elsewhere"));
        var error = await Assert.ThrowsAsync<ContainerNetException>(
            () => reader.ReadAsync(new ContainerTarget { Id = web.Id, Name = "web" }, "given", default));

        Assert.Equal(ErrorId.KernelViewNotAtHand, error.Id);
    }

    private static InterfaceReader Reader(FakeEngine engine) => new(engine, new NamespaceService(), KernelView.Here);

    private ContainerDetails AddRunning(string name) =>
        _engine.Containers.Add(name, change: details => details with { ProcessId = Environment.ProcessId });

    private ContainerSummary Row(string name, string state) => new() { Id = _engine.Containers.Add(name, state).Id, Name = name, State = state };

    private Task<IReadOnlyList<ContainerInterface>> ReadAsync(ContainerTarget target) => Reader(_engine).ReadAsync(target, "given", default);

    private Task<ContainerNetException> FailAsync(ContainerTarget target) =>
        Assert.ThrowsAsync<ContainerNetException>(() => ReadAsync(target));
}
