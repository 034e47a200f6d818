using ContainerNet.Services;
using ContainerNet.Services.Input;
using Xunit;

namespace ContainerNet.Unit.Input;

public class HostConfigRulesTests
{
    [Theory]
    [InlineData("NetworkMode", "host", ContainerMode.Closed, "New-HostContainer")]
    [InlineData("networkmode", "bridge", ContainerMode.Bridged, "-Network")]
    [InlineData("PortBindings", null, ContainerMode.Bridged, "-Publish")]
    [InlineData("PortBindings", null, ContainerMode.Closed, "New-BridgedContainer -Publish")]
    [InlineData("PublishAllPorts", true, ContainerMode.Joined, "New-BridgedContainer -PublishAll")]
    [InlineData("Dns", null, ContainerMode.Host, "New-BridgedContainer -Dns")]
    [InlineData("ExtraHosts", null, ContainerMode.Bridged, "-AddHost")]
    [InlineData("Binds", null, ContainerMode.Host, "-Volume")]
    [InlineData("CapAdd", null, ContainerMode.Closed, "-CapAdd")]
    [InlineData("AutoRemove", true, ContainerMode.Closed, "-AutoRemove")]
    [InlineData("RestartPolicy", null, ContainerMode.Closed, "-RestartPolicy")]
    [InlineData("Privileged", true, ContainerMode.Closed, "-Privileged")]
    [InlineData("IpcMode", "host", ContainerMode.Joined, "-Share")]
    [InlineData("UTSMode", "host", ContainerMode.Joined, "-Share")]
    [InlineData("UTSMode", "host", ContainerMode.Closed, "New-HostContainer")]
    [InlineData("PidMode", "host", ContainerMode.Joined, "New-BridgedContainer")]
    [InlineData("PidMode", "container:web", ContainerMode.Joined, "New-BridgedContainer")]
    [InlineData("Links", null, ContainerMode.Closed, "New-BridgedContainer")]
    public void A_key_that_belongs_elsewhere_is_refused_and_the_advice_says_where(string key, object? value, ContainerMode mode, string instead)
    {
        var error = Assert.Throws<ContainerNetException>(() => Check(key, value, mode));

        Assert.Equal((ErrorId.HostConfigConflict, key), (error.Id, error.Target));
        Assert.Contains(instead, error.RecommendedAction, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Memory", "512m", ContainerMode.Closed)]
    [InlineData("IpcMode", "private", ContainerMode.Bridged)]
    [InlineData("UTSMode", "host", ContainerMode.Host)]
    [InlineData("UTSMode", "", ContainerMode.Closed)]
    [InlineData("PidMode", "host", ContainerMode.Bridged)]
    [InlineData("PidMode", "", ContainerMode.Joined)]
    [InlineData("UsernsMode", "host", ContainerMode.Closed)]
    [InlineData("Links", null, ContainerMode.Bridged)]
    [InlineData("LogConfig", null, ContainerMode.Bridged)]
    public void A_key_that_breaks_no_promise_is_left_to_the_engine(string key, object? value, ContainerMode mode) =>
        Assert.Null(Record.Exception(() => Check(key, value, mode)));

    [Fact]
    public void Waiting_reads_the_log_and_so_keeps_its_driver() =>
        Assert.Throws<ContainerNetException>(() => Check("LogConfig", null, ContainerMode.Bridged, wait: true));

    private static void Check(string key, object? value, ContainerMode mode, bool wait = false) =>
        HostConfigRules.Check(new Dictionary<string, object?> { [key] = value }, mode, wait);
}
