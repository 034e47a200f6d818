using System.Diagnostics;
using System.Management.Automation;
using ContainerNet.LabKit;
using Xunit;

namespace ContainerNet.Lab.Inspect;

public sealed class WatchInterfaceTests(LabFixture lab) : IDisposable
{
    private static readonly TimeSpan s_soon = TimeSpan.FromSeconds(10);

    [Fact]
    public async Task A_change_inside_a_container_is_told_with_what_it_is_then()
    {
        Run("cn-web");
        var changes = await WatchAsync("Watch-ContainerInterface cn-web", () => Ip("cn-web", "link", "set", "eth0", "mtu", "1400"),
            static one => $"{one.Properties["Change"].Value}" == "Changed");

        Assert.Equal(1400, Interface(changes[^1]).Properties["Mtu"].Value);
        Assert.StartsWith("veth", (string)Interface(changes[^1]).Properties["HostInterface"].Value, StringComparison.Ordinal);
        Assert.Equal("cn-web", changes[^1].Properties["ContainerName"].Value);
    }

    [Fact]
    public async Task Addresses_are_told_when_they_come_and_go()
    {
        Run("cn-web");
        var changes = await WatchAsync(
            "Watch-ContainerInterface cn-web -Name eth0",
            () =>
            {
                Ip("cn-web", "addr", "add", "10.9.9.9/32", "dev", "eth0");
                Ip("cn-web", "addr", "del", "10.9.9.9/32", "dev", "eth0");
            },
            static one => $"{one.Properties["Change"].Value}" == "AddressRemoved");

        Assert.Equal(["AddressAdded 10.9.9.9/32", "AddressRemoved 10.9.9.9/32"], changes.Select(static one => $"{one.Properties["Change"].Value} {one.Properties["Address"].Value}"));
    }

    [Fact]
    public async Task A_link_that_was_there_for_a_moment_only_is_told_twice()
    {
        Run("cn-closed", "--network", "none");
        var changes = await WatchAsync(
            "Watch-ContainerInterface cn-closed -Name v1",
            () =>
            {
                Ip("cn-closed", "link", "add", "v1", "type", "veth", "peer", "name", "v2");
                Ip("cn-closed", "link", "del", "v1");
            },
            static one => $"{one.Properties["Change"].Value}" == "Removed");

        Assert.Equal(["Added", "Removed"], changes.Select(static one => $"{one.Properties["Change"].Value}"));
    }

    [Fact]
    public async Task A_container_that_starts_and_ends_meanwhile_is_noticed()
    {
        var changes = await WatchAsync(
            "Watch-ContainerInterface cn-late* -Name lo",
            () =>
            {
                Run("cn-late1", "--network", "none");
                Run("cn-other", "--network", "none");
                lab.Inside.Docker("rm", "--force", "cn-late1");
            },
            static one => $"{one.Properties["Change"].Value}" == "Removed");

        Assert.Equal(["cn-late1 Added", "cn-late1 Removed"], changes.Select(static one => $"{one.Properties["ContainerName"].Value} {one.Properties["Change"].Value}"));
    }

    [Fact]
    public async Task Containers_that_share_a_namespace_are_each_told()
    {
        Run("cn-donor");
        Run("cn-guest", "--network", "container:cn-donor");
        var changes = await WatchAsync("Watch-ContainerInterface", () => Ip("cn-donor", "link", "set", "lo", "mtu", "9000"),
            static one => $"{one.Properties["ContainerName"].Value}" == "cn-guest");

        Assert.Equal(["cn-donor", "cn-guest"], changes.Select(static one => $"{one.Properties["ContainerName"].Value}").Order());
    }

    [Fact]
    public async Task A_network_that_is_connected_is_named()
    {
        Run("cn-web");
        lab.Inside.Docker("network", "create", "cn-later");
        var changes = await WatchAsync("Watch-ContainerInterface cn-web -Name eth1", () => lab.Inside.Docker("network", "connect", "cn-later", "cn-web"),
            static one => $"{Interface(one).Properties["Network"].Value}" == "cn-later");

        Assert.Contains("AddressAdded", changes.Select(static one => $"{one.Properties["Change"].Value}"));
    }

    [Fact]
    public async Task It_ends_at_once_and_leaves_no_descriptor_and_no_thread()
    {
        Run("cn-web");
        await StopAfterAsync("Watch-ContainerInterface", TimeSpan.FromSeconds(1));
        var (descriptors, threads) = (OwnProcess.OpenFiles(), OwnProcess.Threads());
        var slowest = TimeSpan.Zero;
        for (var round = 0; round < 10; round++)
        {
            var took = await StopAfterAsync("Watch-ContainerInterface", TimeSpan.FromMilliseconds(700));
            if (took > slowest) slowest = took;
        }

        Assert.True(slowest < TimeSpan.FromSeconds(3), $"it took {slowest}");
        Assert.True(OwnProcess.OpenFiles() <= descriptors + 4, $"{descriptors} descriptors became {OwnProcess.OpenFiles()}");
        Assert.True(OwnProcess.Threads() <= threads + 8, $"{threads} threads became {OwnProcess.Threads()}");
    }

    [Fact]
    public async Task It_sleeps_while_nothing_happens()
    {
        Run("cn-web");
        using var stop = new CancellationTokenSource();
        var running = lab.Session.InvokeAsync("Watch-ContainerInterface cn-web", stop.Token);
        await Task.Delay(2000, TestContext.Current.CancellationToken);
        var before = Process.GetCurrentProcess().TotalProcessorTime;
        await Task.Delay(3000, TestContext.Current.CancellationToken);
        var spent = Process.GetCurrentProcess().TotalProcessorTime - before;
        await stop.CancelAsync();
        await running;

        Assert.True(spent < TimeSpan.FromMilliseconds(600), $"{spent} of processor time in three idle seconds");
    }

    [Fact]
    public void A_name_that_is_not_there_is_an_error_and_not_all_containers() =>
        Assert.Equal(["ContainerNotFound"], lab.Session.Invoke("Watch-ContainerInterface cn-none").ErrorIds);

    public void Dispose()
    {
        lab.RemoveAllContainers();
        lab.Inside.Try("docker", "network", "rm", "cn-later");
    }

    /// <summary>Watches until a change that is waited for was written, and returns what was written until then.</summary>
    private static async Task<PSObject[]> WatchAsync(string script, Action change, Func<PSObject, bool> last)
    {
        using var session = new PowerShellSession();
        using var stop = new CancellationTokenSource();
        var written = new List<PSObject>();
        var seen = new TaskCompletionSource();
        var running = session.InvokeAsync($"param($take) {script} | ForEach-Object {{ $take.Invoke($_) }}", stop.Token, new Action<PSObject>(one =>
        {
            written.Add(one);
            if (last(one)) seen.TrySetResult();
        }));
        await Task.Delay(2500, TestContext.Current.CancellationToken);
        change();
        try
        {
            await seen.Task.WaitAsync(s_soon, TestContext.Current.CancellationToken);
        }
        finally
        {
            await stop.CancelAsync();
            (await running).OrThrow();
        }

        return [.. written];
    }

    private async Task<TimeSpan> StopAfterAsync(string script, TimeSpan time)
    {
        using var stop = new CancellationTokenSource();
        var running = lab.Session.InvokeAsync(script, stop.Token);
        await Task.Delay(time, TestContext.Current.CancellationToken);
        var watch = Stopwatch.StartNew();
        await stop.CancelAsync();
        var result = await running;
        Assert.Empty(result.Errors);
        return watch.Elapsed;
    }

    private void Run(string name, params string[] options) =>
        lab.Inside.Docker(["run", "--detach", "--name", name, .. options, LabImages.Busybox, "sleep", "900"]);

    private void Ip(string container, params string[] arguments) => new NamespaceOfContainer(lab, container).Try(["ip", .. arguments]).OrThrow();

    private static PSObject Interface(PSObject change) => PSObject.AsPSObject(change.Properties["Interface"].Value);
}
