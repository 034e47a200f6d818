using System.Net.Sockets;
using ContainerNet.LabKit;
using Xunit;

namespace ContainerNet.Lab;

/// <summary>Finding, connecting with and showing an engine.</summary>
public sealed class EngineTests(LabFixture lab) : IDisposable
{
    private string Uri => lab.Lab.Names.DockerHost;

    [Fact]
    public void The_engine_of_the_environment_is_shown_as_it_is()
    {
        using var session = new PowerShellSession();
        var engine = session.Invoke("Get-ContainerEngine");

        Assert.Equal(Uri, engine.Property("Uri"));
        Assert.Equal("Environment", engine.Property("Source"));
        Assert.Equal(lab.Inside.Docker("version", "--format", "{{.Server.Version}}"), engine.Property("Version"));
        Assert.Equal(lab.Inside.Docker("version", "--format", "{{.Server.APIVersion}}"), engine.Property("ServerApiVersion"));
        Assert.Equal(lab.Inside.Docker("info", "--format", "{{.CgroupDriver}}"), engine.Property("CgroupDriver"));
    }

    [Fact]
    public void On_the_engines_host_as_root_the_kernel_is_at_hand()
    {
        var engine = lab.Session.Invoke("Get-ContainerEngine");

        Assert.Equal("", engine.Property("KernelViewReason"));
        Assert.Equal(true, engine.Property("KernelView"));
    }

    [Fact]
    public void A_connected_engine_is_the_default_of_its_runspace_alone()
    {
        using PowerShellSession one = new(), two = new();

        one.Invoke("param($uri) Connect-ContainerEngine $uri", Uri).OrThrow();

        Assert.Equal("Parameter", one.Invoke("Get-ContainerEngine").Property("Source"));
        Assert.Equal("Environment", two.Invoke("Get-ContainerEngine").Property("Source"));
    }

    [Fact]
    public void An_engine_that_cannot_be_reached_does_not_become_the_default()
    {
        using var session = new PowerShellSession();

        Assert.Equal(["EngineNotFound"], session.Invoke("Connect-ContainerEngine unix:///nowhere/e.sock").ErrorIds);
        Assert.Equal(Uri, session.Invoke("Get-ContainerEngine").Property("Uri"));
    }

    [Theory]
    [InlineData("Get-ContainerEngine -Engine $uri")]
    [InlineData("Get-ContainerEngine -Engine ([uri]$uri)")]
    [InlineData("Get-ContainerEngine -Engine (Connect-ContainerEngine $uri)")]
    [InlineData("Get-ContainerEngine -Engine ([Management.Automation.PSSerializer]::Deserialize([Management.Automation.PSSerializer]::Serialize((Get-ContainerEngine))))")]
    public void An_engine_is_given_as_text_or_as_an_object(string script)
    {
        using var session = new PowerShellSession();

        Assert.Equal(Uri, session.Invoke($"param($uri) {script}", Uri).Property("Uri"));
    }

    [Theory]
    [InlineData("Connect-ContainerEngine ssh://me@host", "EngineUriInvalid")]
    [InlineData("Get-Container -Engine ssh://me@host", "EngineUriInvalid")]
    [InlineData("Connect-ContainerEngine -Context nosuch", "EngineContextNotFound")]
    [InlineData("Connect-ContainerEngine tcp://127.0.0.1:1", "EngineUnreachable")]
    [InlineData("Get-Container -Engine /nowhere/e.sock", "EngineNotFound")]
    public void An_engine_that_is_not_there_is_one_terminating_error(string script, string id)
    {
        using var session = new PowerShellSession();
        var result = session.Invoke($"$ErrorActionPreference = 'Stop'; {script}");

        Assert.Equal([id], result.ErrorIds);
        Assert.True(result.Terminated);
        Assert.NotEmpty(result.Errors[0].ErrorDetails.RecommendedAction);
    }

    [Fact]
    public void Without_the_right_to_the_socket_the_error_says_so()
    {
        var folder = Directory.CreateTempSubdirectory("containernet-");
        var path = Path.Combine(folder.FullName, "e.sock");
        using var listener = Listen(path);
        File.SetUnixFileMode(path, UnixFileMode.None);

        // Root without the capability to override file modes (capabilities(7)) is an ordinary user here.
        var script = $"try {{ Get-Container -Engine {path} }} catch {{ $_.FullyQualifiedErrorId; $_.ErrorDetails.RecommendedAction.Length -gt 0 }}";
        var answer = lab.Inside.Run(
            "setpriv", "--bounding-set", "-dac_override,-dac_read_search", RepositoryRoot.Combine("artifacts", "bin", "ContainerNet.Host", "release", "pshost"),
            "-Command", $"Import-Module {RepositoryRoot.Combine("ContainerNet.psd1")}; {script}");

        Assert.Equal(["EngineAccessDenied,ContainerNet.Cmdlets.Lifecycle.GetContainerCommand", "True"], answer.Split('\n'));
        folder.Delete(recursive: true);
    }

    [Theory]
    [InlineData("Get-Container -Engine $uri")]
    [InlineData("Connect-ContainerEngine $uri")]
    [InlineData("New-ClosedContainer busybox -Engine $uri")]
    public async Task Connecting_with_a_socket_that_never_answers_is_ended_by_Ctrl_C(string script)
    {
        var folder = Directory.CreateTempSubdirectory("containernet-");
        var path = Path.Combine(folder.FullName, "e.sock");
        using var listener = Listen(path);
        using var session = new PowerShellSession();
        using var stop = new CancellationTokenSource(TimeSpan.FromSeconds(1));
        var watch = System.Diagnostics.Stopwatch.StartNew();

        var result = await session.InvokeAsync($"param($uri) {script}", stop.Token, path);

        Assert.True(result.Stopped);
        // A connection gives up by itself after ten seconds.
        Assert.InRange(watch.Elapsed.TotalSeconds, 0.9, 5);
        folder.Delete(recursive: true);
    }

    [Fact]
    public async Task After_a_restart_of_the_engine_the_session_goes_on()
    {
        using var session = new PowerShellSession();
        session.Invoke("Get-ContainerEngine").OrThrow();

        await lab.Lab.Engine.RestartAsync([]);

        Assert.Equal(Uri, session.Invoke("Get-ContainerEngine").Property("Uri"));
    }

    [Fact]
    public void The_uri_of_the_engine_is_completed()
    {
        var found = lab.Session.Invoke("(TabExpansion2 'Get-Container -Engine unix' -cursorColumn 26).CompletionMatches.CompletionText").OrThrow();

        Assert.Contains(Uri, found.Select(item => item.ToString()));
    }

    public void Dispose() => lab.RemoveAllContainers();

    private static Socket Listen(string path)
    {
        var listener = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        listener.Bind(new UnixDomainSocketEndPoint(path));
        listener.Listen();
        return listener;
    }
}
