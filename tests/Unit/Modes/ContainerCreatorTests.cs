using ContainerNet.Services;
using ContainerNet.Services.Connection;
using ContainerNet.Services.Containers;
using ContainerNet.Services.Engine;
using ContainerNet.Services.Firewall;
using ContainerNet.Services.Modes;
using ContainerNet.Services.Namespaces;
using ContainerNet.Services.Publishing;
using ContainerNet.Unit.Fakes;
using Xunit;

namespace ContainerNet.Unit.Modes;

public sealed class ContainerCreatorTests : IDisposable
{
    private static readonly KernelView s_elsewhere = new(false, "another namespace");
    private readonly RecordingObserver _observer = new();
    private FakeEngine _engine = new();

    [Fact]
    public async Task One_that_has_ended_is_returned_with_its_exit_code_and_a_warning()
    {
        _engine.Containers.Started = static started => started with { State = "exited", ExitCode = 3, ProcessId = 0 };

        var container = await CreateAsync(new ClosedPlan(), KernelView.Here);

        Assert.Equal(("Exited", 3), (container!.State, container.ExitCode));
        Assert.Contains("made", Assert.Single(_observer.Warnings), StringComparison.Ordinal);
        Assert.Single(_engine.Containers.All);
    }

    [Fact]
    public async Task Behind_a_rootless_engine_no_guard_can_stand_and_nothing_is_left()
    {
        _engine = new FakeEngine { Info = new EngineInfo { Version = "27.5", CgroupVersion = 2, Rootless = true } };

        var error = await Assert.ThrowsAsync<ContainerNetException>(() => CreateAsync(Bridged(), s_elsewhere));

        Assert.Equal(ErrorId.EngineRootless, error.Id);
        Assert.Empty(_engine.Containers.All);
    }

    [Theory]
    [InlineData(true, true)]
    [InlineData(false, false)]
    public async Task Where_the_kernel_is_not_at_hand_the_promise_is_not_checked_and_that_is_said(bool rootless, bool noGuard)
    {
        _engine = new FakeEngine { Info = new EngineInfo { Version = "27.5", CgroupVersion = 2, Rootless = rootless } };

        var container = await CreateAsync(Bridged(), s_elsewhere, noGuard);

        Assert.Equal(nameof(GuardState.Unknown), container!.Guard);
        Assert.Contains(s_elsewhere.Reason, Assert.Single(_observer.Warnings), StringComparison.Ordinal);
    }

    public void Dispose() => _engine.Dispose();

    private BridgedPlan Bridged() => new(_engine, new BridgedOptions(), new GuardKeeper(_engine, new GuardService()));

    private Task<Container?> CreateAsync(ModePlan plan, KernelView view, bool noGuard = false)
    {
        // A process that is none: where the kernel is not at hand, nobody looks.
        if (!view.AtHand) _engine.Containers.Started = static started => started with { ProcessId = int.MaxValue };
        var namespaces = new NamespaceService();
        var ports = new ContainerPorts(_engine, namespaces, view, new FirewallWriter(), new DesiredState());
        var promises = new PromiseKeeper(_engine, namespaces, new GuardKeeper(_engine, new GuardService()), ports, view);
        var request = new ContainerRequest { Spec = new ContainerSpec { Image = "busybox:latest", Name = "made", NetworkMode = "" }, NoGuard = noGuard };
        return new ContainerCreator(_engine, promises, new ContainerReader(_engine, namespaces), _observer)
            .CreateAsync(plan, request, TestContext.Current.CancellationToken);
    }
}
