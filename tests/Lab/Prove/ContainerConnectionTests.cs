using System.Diagnostics;
using System.Management.Automation;
using ContainerNet.Lab.Inspect;
using ContainerNet.LabKit;
using Xunit;
using static ContainerNet.Lab.Inspect.InspectScene;

namespace ContainerNet.Lab.Prove;

/// <summary>Connections from inside containers, against what docker exec and the servers themselves say.</summary>
public sealed class ContainerConnectionTests(ConnectionScene scene, LabFixture lab) : IClassFixture<ConnectionScene>
{
    private readonly InspectScene _scene = scene.Inspected;

    [Fact]
    public async Task A_server_sees_the_container_s_address_and_its_bytes_come_back()
    {
        await using var mirror = lab.Inside.Start(Path.Combine(AppContext.BaseDirectory, "labkit"), "mirror", "7777");
        await mirror.WaitForLineAsync(Mirror.Ready);
        var address = _scene.Inspect("cn-client", "{{.NetworkSettings.IPAddress}}");

        foreach (var protocol in new[] { "tcp", "udp" })
        {
            var found = Test($"cn-client 172.17.0.1 7777 -Protocol {protocol} -ReadBytes 100");
            Assert.Equal(("Answered", "True"), (Text(found, "Result"), Text(found, "Succeeded")));
            Assert.Equal(Text(found, "LocalAddress"), Text(found, "Text").Trim());
            Assert.StartsWith($"{address}:", Text(found, "LocalAddress"), StringComparison.Ordinal);
        }
    }

    [Fact]
    // Its first bytes are the head; the page may come in a piece of its own.
    public void A_web_server_answers_a_request() => Assert.Contains("200 OK", Text(Test("cn-client cn-web 80 -Send \"GET / HTTP/1.0`r`n`r`n\""), "Text"), StringComparison.Ordinal);

    [Theory]
    [InlineData("cn-closed 172.17.0.2 80", "Unreachable", "NoRoute")]
    [InlineData("cn-client cn-web 81", "Refused", "NoListener")]
    [InlineData("cn-client cn-web 5353 -Protocol udp", "Refused", "NoListener")]
    [InlineData("cn-other cn-web 80 -TimeoutSec 1", "TimedOut", "Dropped")]
    [InlineData("cn-client 10.77.0.77 9 -TimeoutSec 1 -Protocol udp", "Silent", "Dropped")]
    public void What_fails_is_explained(string arguments, string result, string verdict)
    {
        lab.Inside.Run("iptables", "-I", "DOCKER-USER", "-d", "10.77.0.77", "-j", "DROP");
        try
        {
            var found = Test(arguments);

            Assert.Equal((result, "False", verdict), (Text(found, "Result"), Text(found, "Succeeded"), Text(PSObject.AsPSObject(found.Properties["Trace"].Value), "Verdict")));
            Assert.NotEqual("", Text(found, "Reason"));
            Assert.Equal("False", $"{Assert.Single(_scene.Invoke($"Test-ContainerConnection {arguments} -Quiet").OrThrow())}");
        }
        finally
        {
            lab.Inside.Run("iptables", "-D", "DOCKER-USER", "-d", "10.77.0.77", "-j", "DROP");
        }
    }

    [Fact]
    public void A_rule_that_drops_is_named()
    {
        lab.Inside.Run("iptables", "-I", "DOCKER-USER", "-d", "10.77.0.2", "-p", "tcp", "--dport", "81", "-j", "DROP");
        try
        {
            Assert.Contains("DOCKER-USER 1", Text(Test("cn-client 10.77.0.2 81 -TimeoutSec 1"), "Reason"), StringComparison.Ordinal);
        }
        finally
        {
            lab.Inside.Run("iptables", "-D", "DOCKER-USER", "-d", "10.77.0.2", "-p", "tcp", "--dport", "81", "-j", "DROP");
        }
    }

    [Theory]
    [InlineData("cn-client host 18080")]
    [InlineData("cn-closed 127.0.0.1 80")]
    [InlineData("cn-guest localhost 80")]
    [InlineData("-FromHost -To cn-web -Port 80")]
    [InlineData("cn-agent cn-web 80")]
    public void A_published_port_a_neighbour_in_the_namespace_and_the_host_connect(string arguments)
    {
        Assert.Equal("Connected", Text(Test(arguments), "Result"));
    }

    [Fact]
    public async Task Names_are_those_the_container_s_own_resolver_has()
    {
        await using var server = new NameServer(Addresses.Lab4, "www.lab.example", "192.0.2.7");
        _scene.Run("cn-named", ["--network", "cn-names", "--dns", Addresses.Lab4, "--dns-search", "lab.example", "--add-host", "db:192.0.2.9"]);
        _scene.Run("cn-plain", ["--dns", Addresses.Lab4, "--dns-search", "lab.example"]);

        Assert.Equal(("Resolved", _scene.Inspect("cn-other", "{{range .NetworkSettings.Networks}}{{.IPAddress}}{{end}}"), "127.0.0.11"), Looked("cn-named cn-other"));
        Assert.Equal(("Resolved", "192.0.2.9", "/etc/hosts"), Looked("cn-named db"));
        Assert.Equal(("Resolved", "192.0.2.7", Addresses.Lab4), Looked("cn-plain www"));
        Assert.Equal(("NameNotFound", "", Addresses.Lab4), Looked("cn-plain nosuch"));
        Assert.Equal(("NameNotFound", "", "127.0.0.11"), Looked("cn-named nosuch"));
        Assert.Equal("nosuch.lab.example,nosuch", Text(Test("cn-plain nosuch"), "Names"));
        Assert.Equal(("Resolved", _scene.Inspect("cn-web", "{{.NetworkSettings.IPAddress}}"), "Engine"), Looked("cn-plain cn-web"));
        Assert.Equal(("ResolverFailed", "", Addresses.Outside4), Looked("cn-mute www -TimeoutSec 1"));
    }

    [Fact]
    public void Files_of_a_container_that_are_none_are_not_waited_for()
    {
        // A pipe that nobody writes to, and a device that has no end.
        lab.Inside.Docker("run", "--detach", "--name", "cn-odd", "--network", "host", "--cap-add", "SYS_ADMIN", "--security-opt", "apparmor=unconfined", LabImages.Busybox, "sh", "-c",
            "umount /etc/hosts; rm /etc/hosts; mkfifo /etc/hosts; umount /etc/resolv.conf; rm -f /etc/resolv.conf; ln -s /dev/zero /etc/resolv.conf; touch /tmp/ready; sleep 600");
        lab.Inside.Run("timeout", "5", "sh", "-c", "until docker exec cn-odd test -e /tmp/ready; do :; done");

        var found = Test("cn-odd www -TimeoutSec 1");

        Assert.Equal(("ResolverFailed", "127.0.0.1"), (Text(found, "Result"), Text(found, "Resolver")));
    }

    [Fact]
    public async Task Ctrl_C_ends_it_at_once()
    {
        using var stop = new CancellationTokenSource(TimeSpan.FromSeconds(1));
        var clock = Stopwatch.StartNew();

        var result = await lab.Session.InvokeAsync("Test-ContainerConnection cn-other cn-web 80 -TimeoutSec 60", stop.Token);

        Assert.True(result.Stopped);
        Assert.InRange(clock.Elapsed.TotalSeconds, 0.5, 5);
    }

    [Fact]
    public void From_all_that_run_at_the_same_time()
    {
        var clock = Stopwatch.StartNew();
        var found = _scene.Invoke("Test-ContainerConnection cn-other, cn-closed, cn-client -To 10.77.0.99 -Port 80 -TimeoutSec 2").OrThrow();

        Assert.Equal(["cn-other", "cn-closed", "cn-client"], found.Select(static one => Text(one, "ContainerName")));
        Assert.InRange(clock.Elapsed.TotalSeconds, 0, 5);
    }

    [Fact]
    public void An_address_without_a_port_is_refused() => Assert.Equal(["ParameterConflict"], _scene.Invoke("Test-ContainerConnection -FromHost -To 127.0.0.1").ErrorIds);

    private PSObject Test(string arguments) => Assert.Single(_scene.Invoke($"Test-ContainerConnection {arguments}").OrThrow());

    private (string Result, string Address, string Resolver) Looked(string arguments)
    {
        var found = Test(arguments);
        return (Text(found, "Result"), Text(found, "Address"), Text(found, "Resolver"));
    }
}
