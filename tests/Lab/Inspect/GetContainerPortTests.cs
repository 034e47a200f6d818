using System.Management.Automation;
using Xunit;
using static ContainerNet.Lab.Inspect.InspectScene;

namespace ContainerNet.Lab.Inspect;

/// <summary>What Get-ContainerPort says, against <c>docker port</c> and real traffic.</summary>
public sealed class GetContainerPortTests(LabFixture lab) : IDisposable
{
    private readonly InspectScene _scene = new(lab);

    [Fact]
    public void Each_published_port_is_one_of_docker_port()
    {
        _scene.Run("cn-web", ["--publish", "18080:80", "--publish", "127.0.0.1:18081:81", "--publish", "18053:53/udp", "--publish", "10.77.0.1:18082:80"], "httpd", "-f", "-p", "80");

        // 80/tcp -> 0.0.0.0:18080, and :::18080 for all of IPv6.
        var expected = lab.Inside.Docker("port", "cn-web").Split('\n').Select(static line => line.Replace(" -> ", " ", StringComparison.Ordinal).Replace("[::]:", ":::", StringComparison.Ordinal));
        Assert.Equal(expected.Order(StringComparer.Ordinal), _scene.Lines("Get-ContainerPort cn-web",
            static port => $"{Text(port, "ContainerPort")}/{Text(port, "Protocol")} {Text(port, "HostIP")}:{Text(port, "HostPort")}"));
        Assert.Equal(["18053 True", "18053 True", "18080 True", "18080 True", "18081 False", "18082 False"],
            _scene.Lines("Get-ContainerPort cn-web", static port => $"{Text(port, "HostPort")} {Text(port, "ExposedToEveryAddress")}"));
    }

    [Fact]
    public void A_server_that_listens_on_lo_alone_is_told_from_one_that_listens_and_from_none()
    {
        _scene.Run("cn-web", ["--publish", "18080:80", "--publish", "18081:81", "--publish", "18082:82"], "sh", "-c", "httpd -p 127.0.0.1:81; exec httpd -f -p 80");

        Assert.Equal(["18080 Listening httpd", "18081 ListensOnLoopbackOnly httpd", "18082 NotListening "],
            _scene.Lines("Get-ContainerPort cn-web", static port => $"{Text(port, "HostPort")} {Text(port, "Listening")} {Text(port, "ProcessName")}").Distinct());
        Assert.Equal((true, false, false), (IsAnswered(18080), IsAnswered(18081), IsAnswered(18082)));
    }

    [Fact]
    public void The_reverse_query_finds_who_publishes_a_port_of_the_host()
    {
        _scene.Run("cn-one", ["--publish", "18080:80"], "httpd", "-f", "-p", "80");
        _scene.Run("cn-two", ["--publish", "18081:80"], "httpd", "-f", "-p", "80");

        Assert.Equal(["cn-two 18081"], _scene.Lines("Get-ContainerPort -HostPort 18081", static port => $"{Text(port, "ContainerName")} {Text(port, "HostPort")}").Distinct());
        Assert.Empty(_scene.Invoke("Get-ContainerPort -HostPort 18099").OrThrow());
    }

    [Fact]
    public void In_a_joined_group_it_is_told_who_listens_whichever_is_asked_for()
    {
        _scene.Run("cn-web", ["--publish", "18080:8081"]);
        _scene.Run("cn-side", ["--network", "container:cn-web"], "httpd", "-f", "-p", "8081");
        string[] expected = ["cn-web Listening cn-side " + _scene.Inspect("cn-side", "{{.State.Pid}}")];

        Assert.Equal(expected, _scene.Lines("Get-ContainerPort cn-web", Listener).Distinct());
        Assert.Equal(expected, _scene.Lines("Get-ContainerPort cn-side", Listener).Distinct());
        Assert.Equal(expected, _scene.Lines("Get-ContainerPort cn-side, cn-web", Listener).Distinct());
    }

    [Fact]
    public async Task A_udp_server_listens_too()
    {
        _scene.Run("cn-dns", ["--publish", "18053:53/udp"]);
        Assert.Equal(["NotListening"], _scene.Lines("Get-ContainerPort cn-dns", static port => Text(port, "Listening")).Distinct());
        await using var mirror = await _scene.StartMirrorAsync("cn-dns", 53);

        Assert.Equal(["Listening"], _scene.Lines("Get-ContainerPort cn-dns", static port => Text(port, "Listening")).Distinct());
    }

    public void Dispose() => _scene.Dispose();

    private static string Listener(PSObject port) => $"{Text(port, "ContainerName")} {Text(port, "Listening")} {Text(port, "Listener")} {Text(port, "ProcessId")}";

    private bool IsAnswered(int port) => lab.Outside.Try("curl", "--silent", "--max-time", "3", "--output", "/dev/null", $"http://10.77.0.1:{port}/").Succeeded;
}
