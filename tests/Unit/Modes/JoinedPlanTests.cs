using ContainerNet.Services;
using ContainerNet.Services.Engine;
using ContainerNet.Services.Modes;
using ContainerNet.Unit.Fakes;
using Xunit;

namespace ContainerNet.Unit.Modes;

public sealed class JoinedPlanTests : IDisposable
{
    private readonly FakeEngine _engine = new();
    private readonly RecordingObserver _observer = new();

    [Fact]
    public async Task The_donor_is_joined_by_its_id_with_net_and_ipc()
    {
        var donor = AddDonor("web");

        var spec = await PrepareAsync("web");

        Assert.Equal(($"container:{donor.Id}", $"container:{donor.Id}", null), (spec.NetworkMode, spec.IpcMode, spec.UtsMode));
        Assert.Equal("web", spec.Labels[LabelNames.Donor]);
    }

    [Fact]
    public async Task A_donor_that_is_itself_joined_leads_to_the_root_donor()
    {
        var root = AddDonor("root");
        AddDonor("middle", networkMode: $"container:{root.Id}");

        var spec = await PrepareAsync("middle");

        Assert.Equal($"container:{root.Id}", spec.NetworkMode);
        Assert.Single(_observer.Verboses, static text => text.Contains("middle", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_private_ipc_is_left_out_with_a_warning_where_nothing_was_asked_for()
    {
        AddDonor("web", ipc: "private");

        var spec = await PrepareAsync("web");

        Assert.Null(spec.IpcMode);
        Assert.Single(_observer.Warnings);
    }

    [Theory]
    [InlineData(null, true)]
    [InlineData(SharedNamespace.Uts, true)]
    [InlineData(SharedNamespace.Ipc, false)]
    public async Task Where_our_runtime_is_registered_it_is_used_unless_UTS_is_not_wished(SharedNamespace? share, bool used)
    {
        using var engine = WithRuntime();
        engine.Containers.Add("web", change: static details => details with { IpcMode = "shareable" });

        var spec = await PrepareAsync("web", share: share is { } one ? [one] : null, engine: engine);

        Assert.Equal(used ? "containernet" : null, spec.Runtime);
        Assert.Null(spec.UtsMode);
        Assert.Empty(_observer.Verboses);
        Assert.Equal(used ? 1 : 0, engine.Calls.Count(static call => call == "info"));
    }

    [Fact]
    public async Task Where_it_is_not_registered_the_copied_host_name_is_told()
    {
        AddDonor("web");

        var spec = await PrepareAsync("web");

        Assert.Null(spec.Runtime);
        Assert.Contains("Register-ContainerRuntime", Assert.Single(_observer.Verboses), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_donor_on_the_host_s_UTS_is_joined_without_it_and_told()
    {
        using var engine = WithRuntime();
        engine.Containers.Add("web", change: static details => details with { IpcMode = "shareable", UtsMode = "host" });

        var spec = await PrepareAsync("web", engine: engine);

        Assert.Null(spec.Runtime);
        Assert.Single(_observer.Warnings);
    }

    [Theory]
    [InlineData("host", false, nameof(ErrorId.DonorUtsHost))]
    [InlineData("", true, nameof(ErrorId.ParameterConflict))]
    public async Task Uts_that_is_demanded_and_cannot_be_had_is_refused(string utsMode, bool otherRuntime, string expected)
    {
        using var engine = WithRuntime();
        engine.Containers.Add("web", change: details => details with { IpcMode = "shareable", UtsMode = utsMode });
        var spec = new ContainerSpec { Image = "busybox", NetworkMode = "" };
        if (otherRuntime) spec = spec with { HostConfig = new Dictionary<string, object?> { ["runtime"] = "crun" } };

        var refusal = await Assert.ThrowsAsync<ContainerNetException>(() =>
            new JoinedPlan(engine, "web", [SharedNamespace.Uts]).PrepareAsync(spec, _observer, CancellationToken.None));

        Assert.Equal(expected, refusal.Id.ToString());
        Assert.Empty(engine.Writes);
    }

    [Theory]
    [InlineData("absent", null, null, nameof(ErrorId.DonorNotFound))]
    [InlineData("stopped", null, null, nameof(ErrorId.DonorNotRunning))]
    [InlineData("host", null, null, nameof(ErrorId.DonorOnHostNetwork))]
    [InlineData("private", null, SharedNamespace.Ipc, nameof(ErrorId.DonorIpcPrivate))]
    [InlineData("web", null, SharedNamespace.Uts, nameof(ErrorId.ShareUtsNotSupported))]
    [InlineData("web", "web", null, nameof(ErrorId.DonorIsSelf))]
    public async Task What_cannot_be_joined_is_refused_before_anything_is_made(string donor, string? name, SharedNamespace? share, string expected)
    {
        AddDonor("web");
        AddDonor("stopped", state: "exited");
        AddDonor("host", networkMode: "host");
        AddDonor("private", ipc: "private");

        var refusal = await Assert.ThrowsAsync<ContainerNetException>(() => PrepareAsync(donor, name, share is { } one ? [one] : null));

        Assert.Equal(expected, refusal.Id.ToString());
        Assert.Empty(_engine.Writes);
    }

    public void Dispose() => _engine.Dispose();

    private ContainerDetails AddDonor(string name, string state = "running", string networkMode = "bridge", string ipc = "shareable") =>
        _engine.Containers.Add(name, state, networkMode: networkMode, change: details => details with { IpcMode = ipc });

    private static FakeEngine WithRuntime() =>
        new() { Info = new EngineInfo { Runtimes = new Dictionary<string, string> { ["containernet"] = "/x", ["runc"] = "runc" } } };

    private Task<ContainerSpec> PrepareAsync(string donor, string? name = null, SharedNamespace[]? share = null, FakeEngine? engine = null) =>
        new JoinedPlan(engine ?? _engine, donor, share).PrepareAsync(
            new ContainerSpec { Image = "busybox", Name = name, NetworkMode = "" }, _observer, CancellationToken.None);
}
