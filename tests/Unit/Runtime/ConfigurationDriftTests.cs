using System.Text;
using ContainerNet.Services.Runtime;
using Xunit;

namespace ContainerNet.Unit.Runtime;

public class ConfigurationDriftTests
{
    private static readonly Dictionary<string, string[]> s_running = new()
    {
        ["debug"] = ["false"],
        ["labels"] = ["a=1", "b=2"],
        ["registry-mirrors"] = ["https://mirror.example"],
        ["insecure-registries"] = [],
        ["runtimes"] = ["crun=/usr/bin/crun --debug", "io.containerd.runc.v2=runc", "runc=runc"],
    };

    [Theory]
    [InlineData("{\"runtimes\":{\"crun\":{\"path\":\"/usr/bin/crun\",\"runtimeArgs\":[\"--debug\"]}}}", "")]
    [InlineData("{\"debug\":false,\"labels\":[\"b=2\",\"a=1\"],\"registry-mirrors\":[\"https://mirror.example/\"],\"runtimes\":{\"crun\":{\"path\":\"/usr/bin/crun\",\"runtimeArgs\":[\"--debug\"]}}}", "")]
    [InlineData("{\"runtimes\":{\"containernet\":{\"path\":\"/x\"},\"crun\":{\"path\":\"/usr/bin/crun\",\"runtimeArgs\":[\"--debug\"]}}}", "")]
    [InlineData("{\"debug\":true,\"runtimes\":{\"crun\":{\"path\":\"/usr/bin/crun\",\"runtimeArgs\":[\"--debug\"]}}}", "debug")]
    [InlineData("{\"labels\":[\"a=1\"],\"insecure-registries\":[\"r:5000\"],\"runtimes\":{\"crun\":{\"path\":\"/usr/bin/crun\",\"runtimeArgs\":[\"--debug\"]}}}", "labels insecure-registries")]
    [InlineData("{\"runtimes\":{\"crun\":{\"path\":\"/usr/bin/crun\"}}}", "runtimes")]
    [InlineData("{\"runtimes\":{}}", "runtimes")]
    [InlineData("{}", "runtimes")]
    [InlineData("{\"log-driver\":\"local\",\"runtimes\":{\"crun\":{\"path\":\"/usr/bin/crun\",\"runtimeArgs\":[\"--debug\"]}}}", "")]
    public void A_key_that_SIGHUP_would_change_is_named(string file, string differing) =>
        Assert.Equal(differing, string.Join(' ', ConfigurationDrift.Find(Encoding.UTF8.GetBytes(file), s_running, isAsRead: false)));

    [Fact]
    public void A_key_the_engine_does_not_tell_is_known_only_while_the_file_is_as_it_was_read()
    {
        var file = "{\"max-concurrent-downloads\":7}"u8.ToArray();
        var running = new Dictionary<string, string[]> { ["runtimes"] = ["runc=runc"] };

        Assert.Equal(["max-concurrent-downloads"], ConfigurationDrift.Find(file, running, isAsRead: false));
        Assert.Empty(ConfigurationDrift.Find(file, running, isAsRead: true));
    }

    [Fact]
    public void No_file_where_no_other_runtime_is_registered_differs_in_nothing() =>
        Assert.Empty(ConfigurationDrift.Find(null, new Dictionary<string, string[]> { ["debug"] = ["true"], ["runtimes"] = ["runc=runc"] }, isAsRead: true));
}
