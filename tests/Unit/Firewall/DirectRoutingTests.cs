using ContainerNet.Services.Connection;
using ContainerNet.Services.Engine;
using ContainerNet.Services.Firewall;
using ContainerNet.Services.Publishing;
using ContainerNet.Unit.Fakes;
using Xunit;

namespace ContainerNet.Unit.Firewall;

public class DirectRoutingTests
{
    private const string CommandLine = "/proc/812/cmdline";
    private readonly Dictionary<string, string> _files = [];

    [Theory]
    [InlineData("dockerd --allow-direct-routing", true)]
    [InlineData("dockerd --allow-direct-routing --iptables=true", true)]
    [InlineData("dockerd --allow-direct-routing=true", true)]
    [InlineData("dockerd --allow-direct-routing=false", false)]
    [InlineData("dockerd -H fd://", false)]
    [InlineData("/sbin/init", false)]
    public void The_engines_own_words_allow_it(string words, bool allowed)
    {
        _files[CommandLine] = words.Replace(' ', '\0') + '\0';

        Assert.Equal(allowed, Routing().IsAllowed(Connection()));
    }

    [Theory]
    [InlineData("dockerd", "/etc/docker/daemon.json", "{\"allow-direct-routing\": true}", true)]
    [InlineData("dockerd", "/etc/docker/daemon.json", "{\"allow-direct-routing\": false}", false)]
    [InlineData("dockerd", "/etc/docker/daemon.json", "{\"allow-direct-routing\"", false)]
    [InlineData("dockerd", "/etc/docker/daemon.json", "[]", false)]
    [InlineData("dockerd --config-file /srv/d.json", "/srv/d.json", "{\"allow-direct-routing\": true}", true)]
    [InlineData("dockerd --config-file=/srv/d.json", "/srv/d.json", "{\"allow-direct-routing\": true}", true)]
    [InlineData("dockerd --config-file=/srv/d.json", "/etc/docker/daemon.json", "{\"allow-direct-routing\": true}", false)]
    public void The_engines_file_allows_it(string words, string file, string text, bool allowed)
    {
        _files[CommandLine] = words.Replace(' ', '\0') + '\0';
        _files[$"/proc/812/root{file}"] = text;

        Assert.Equal(allowed, Routing().IsAllowed(Connection()));
    }

    [Theory]
    [InlineData("1.49", "unix:///run/e.sock")]
    [InlineData("1.50", "tcp://10.0.0.1:2375")]
    public void An_engine_that_does_not_know_the_option_or_stands_elsewhere_is_not_looked_at(string version, string uri)
    {
        _files[CommandLine] = "dockerd\0--allow-direct-routing\0";

        Assert.False(Routing().IsAllowed(Connection(version, uri)));
    }

    [Fact]
    public async Task Where_it_is_allowed_no_guard_is_due_and_the_state_says_why()
    {
        _files[CommandLine] = "dockerd\0--allow-direct-routing\0";
        using var engine = new FakeEngine { Connection = Connection() };
        var web = engine.Containers.Add("web", change: details => details with { Endpoints = [new ContainerEndpoint { Network = "bridge", IPAddress = "172.17.0.2" }] });
        var keeper = new GuardKeeper(engine, new GuardService(), Routing(), new DesiredState("/nowhere/desired.json"));

        Assert.Equal(GuardState.OpenByNetworkOption, await keeper.KeepAsync(web, TestContext.Current.CancellationToken));
        Assert.Equal(GuardState.OpenByNetworkOption, (await keeper.ReadAsync([web], engine.Networks.All, TestContext.Current.CancellationToken)).Guards[web.Id]);
    }

    private static EngineConnection Connection(string version = "1.50", string uri = "unix:///run/e.sock") =>
        new(new EngineEndpoint { Uri = new Uri(uri), Source = "Parameter" }, "Docker", new Version(version), new Version(1, 44));

    private DirectRouting Routing() => new(new Surroundings { Read = _files.GetValueOrDefault }, _ => 812);
}
