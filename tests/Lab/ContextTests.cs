using System.Net;
using ContainerNet.LabKit;
using ContainerNet.Tests;
using Xunit;

namespace ContainerNet.Lab;

/// <summary>Contexts as the docker CLI makes them, one of them to the engine's port behind TLS.</summary>
public sealed class ContextTests : IDisposable, IClassFixture<ContextTests.TlsEngine>
{
    private static readonly string[] s_variables = ["DOCKER_HOST", "DOCKER_CONFIG", "DOCKER_CONTEXT"];
    private readonly LabFixture _lab;
    private readonly string?[] _before = [.. s_variables.Select(Environment.GetEnvironmentVariable)];
    private readonly PowerShellSession _session = new();

    public ContextTests(LabFixture lab, TlsEngine engine)
    {
        _lab = lab;
        Environment.SetEnvironmentVariable("DOCKER_CONFIG", engine.Configuration);
    }

    [Theory]
    [InlineData("secure", TlsEngine.Uri, false)]
    [InlineData("local", null, true)]
    public void A_context_is_connected_with_by_its_name(string context, string? uri, bool kernelView)
    {
        var engine = _session.Invoke("param($context) Connect-ContainerEngine -Context $context", context);

        Assert.Equal((uri ?? _lab.Lab.Names.DockerHost, "Context", context), (engine.Property("Uri"), engine.Property("Source"), engine.Property("Context")));
        Assert.Equal((kernelView, kernelView), (engine.Property("KernelView"), Equals(engine.Property("KernelViewReason"), "")));
        Assert.Equal(_lab.Inside.Docker("version", "--format", "{{.Server.Version}}"), engine.Property("Version"));
    }

    [Fact]
    public void Once_connected_every_cmdlet_goes_there()
    {
        _session.Invoke("Connect-ContainerEngine -Context secure").OrThrow();

        var made = _session.Invoke("New-ClosedContainer busybox -Name far -- sleep 60");

        Assert.Contains(TlsEngine.Uri, Assert.Single(made.Warnings), StringComparison.Ordinal);
        Assert.Equal("far", _lab.Inside.Docker("ps", "--format", "{{.Names}}"));
    }

    [Fact]
    public void The_current_context_is_taken_where_no_variable_names_an_engine()
    {
        Environment.SetEnvironmentVariable("DOCKER_HOST", null);
        _lab.Inside.Run("env", $"DOCKER_CONFIG={Environment.GetEnvironmentVariable("DOCKER_CONFIG")}", "docker", "context", "use", "secure");

        Assert.Equal("secure", _session.Invoke("Get-ContainerEngine").Property("Context"));

        Environment.SetEnvironmentVariable("DOCKER_CONTEXT", "local");
        Assert.Equal("local", _session.Invoke("Get-ContainerEngine").Property("Context"));
    }

    [Fact]
    public void The_names_of_contexts_are_completed()
    {
        var found = _session.Invoke("(TabExpansion2 'Connect-ContainerEngine -Context ' -cursorColumn 33).CompletionMatches.CompletionText").OrThrow();

        Assert.Equal(["default", "local", "secure"], found.Select(item => item.ToString()).Order());
    }

    [Theory]
    [InlineData("tcp", "EngineRequestRefused")]
    [InlineData("https", "EngineTlsInvalid")]
    public void Without_the_certificates_the_engine_cannot_be_spoken_with(string scheme, string expected) =>
        Assert.Equal([expected], _session.Invoke($"Get-Container -Engine {scheme}://{Addresses.Lab4}:2376").ErrorIds);

    public void Dispose()
    {
        foreach (var (name, value) in s_variables.Zip(_before)) Environment.SetEnvironmentVariable(name, value);
        _session.Dispose();
        _lab.RemoveAllContainers();
    }

    /// <summary>The lab's engine, listening behind TLS beside its socket, and a docker configuration with two contexts.</summary>
    public sealed class TlsEngine(LabFixture lab) : IAsyncLifetime
    {
        public const string Uri = $"tcp://{Addresses.Lab4}:2376";

        private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("containernet-");

        public string Configuration => In("docker");

        public async ValueTask InitializeAsync()
        {
            using var authority = Certificates.MakeAuthority("CN=authority");
            using var server = Certificates.Make("CN=engine", authority, IPAddress.Parse(Addresses.Lab4));
            using var client = Certificates.Make("CN=client", authority, null);
            await File.WriteAllTextAsync(In("ca.pem"), authority.ExportCertificatePem());
            Certificates.Write(server, In("server.pem"), In("server-key.pem"));
            Certificates.Write(client, In("cert.pem"), In("key.pem"));
            await lab.Lab.Engine.RestartAsync(
                ["--host", Uri, "--tlsverify", "--tlscacert", In("ca.pem"), "--tlscert", In("server.pem"), "--tlskey", In("server-key.pem")]);
            CreateContext("secure", $"host={Uri},ca={In("ca.pem")},cert={In("cert.pem")},key={In("key.pem")}");
            CreateContext("local", $"host={lab.Lab.Names.DockerHost}");
        }

        public async ValueTask DisposeAsync()
        {
            await lab.Lab.Engine.RestartAsync([]);
            _folder.Delete(recursive: true);
        }

        private string In(string name) => Path.Combine(_folder.FullName, name);

        private void CreateContext(string name, string endpoint) =>
            lab.Inside.Run("env", $"DOCKER_CONFIG={Configuration}", "docker", "context", "create", name, "--docker", endpoint);
    }
}
