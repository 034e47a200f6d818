using System.Management.Automation;
using Xunit;
using static ContainerNet.Lab.Inspect.InspectScene;

namespace ContainerNet.Lab.Inspect;

/// <summary>What Get-ContainerSocket says, against <c>ss</c> run in the same namespace.</summary>
public sealed class GetContainerSocketTests(LabFixture lab) : IDisposable
{
    private readonly InspectScene _scene = new(lab);

    [Fact]
    public async Task In_every_mode_each_field_is_that_of_ss()
    {
        _scene.RunEveryMode();
        var web = _scene.Inspect("cn-web", "{{.NetworkSettings.IPAddress}}");
        _scene.Run("cn-client", [], "sh", "-c", $"sleep 500 | nc {web} 80");
        _scene.Run("cn-inner", ["--network", "container:cn-web"], "httpd", "-f", "-p", "127.0.0.1:81");
        await using var mirror = await _scene.StartMirrorAsync("cn-three", 53);
        foreach (var container in (string[])[.. Containers, "cn-client", "cn-inner"])
            SocketFields.AssertSame(_scene, $"Get-ContainerSocket {container} -Protocol tcp, udp", container, "-tunapH");
        Assert.NotEmpty(_scene.Invoke("Get-ContainerSocket cn-web -State Established").OrThrow());
        Assert.NotEmpty(_scene.Invoke("Get-ContainerSocket cn-three -Protocol udp -Listening -LocalPort 53").OrThrow());
    }

    [Fact]
    public void What_listens_is_what_ss_calls_listening()
    {
        _scene.RunEveryMode();
        SocketFields.AssertSame(_scene, "Get-ContainerSocket cn-web -Listening -Protocol tcp", "cn-web", "-tlnpH");
        SocketFields.AssertSame(_scene, "Get-ContainerSocket cn-agent -Listening -Protocol tcp", "cn-agent", "-tlnpH");
    }

    [Fact]
    public void In_a_joined_group_each_socket_has_the_container_whose_process_it_is()
    {
        _scene.Run("cn-web", [], "httpd", "-f", "-p", "80");
        _scene.Run("cn-side", ["--network", "container:cn-web"], "httpd", "-f", "-p", "8081");
        string[] expected = ["80 cn-web httpd", "8081 cn-side httpd"];

        Assert.Equal(expected, _scene.Lines("Get-ContainerSocket cn-web -Listening", Owner));
        Assert.Equal(expected, _scene.Lines("Get-ContainerSocket cn-side -Listening", Owner));
        Assert.Equal(_scene.Inspect("cn-side", "{{.State.Pid}} {{.Id}}"),
            Assert.Single(_scene.Lines("Get-ContainerSocket cn-web -LocalPort 8081 -Listening", static socket => $"{Text(socket, "ProcessId")} {Text(socket, "OwnerId")}")));
    }

    [Fact]
    public async Task A_process_of_no_container_is_told_without_owner()
    {
        _scene.Run("cn-web", []);
        await using var mirror = await _scene.StartMirrorAsync("cn-web", 9000);

        Assert.All(_scene.Lines("Get-ContainerSocket cn-web -LocalPort 9000 -Listening", Owner), static line => Assert.Equal("9000  labkit", line));
    }

    [Fact]
    public void A_container_without_sockets_gives_nothing()
    {
        _scene.Run("cn-closed", ["--network", "none"]);
        Assert.Empty(_scene.Invoke("Get-ContainerSocket cn-closed").OrThrow());
    }

    public void Dispose() => _scene.Dispose();

    private static string Owner(PSObject socket) => $"{Text(socket, "LocalPort")} {Text(socket, "Owner")} {Text(socket, "ProcessName")}";
}
