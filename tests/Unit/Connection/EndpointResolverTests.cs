using ContainerNet.Services;
using ContainerNet.Services.Connection;
using ContainerNet.Services.Engine;
using ContainerNet.Unit.Engine;
using Xunit;

namespace ContainerNet.Unit.Connection;

public class EndpointResolverTests
{
    private readonly Dictionary<string, string> _variables = new() { ["HOME"] = "/home/u" };
    private readonly Dictionary<string, string> _files = [];

    [Fact]
    public void The_environment_goes_before_everything_found()
    {
        _variables["DOCKER_HOST"] = "tcp://10.0.0.1:2375";
        _files["/var/run/docker.sock"] = "";

        Assert.Equal(("tcp://10.0.0.1:2375", "Environment"), Found(Resolver().Default()));
    }

    [Fact]
    public void The_current_context_goes_before_the_sockets()
    {
        AddContext("remote", "tcp://10.0.0.2:2376", skip: true);
        _files["/home/u/.docker/config.json"] = """{"currentContext":"remote"}""";
        _files["/var/run/docker.sock"] = "";

        var endpoint = Resolver().Default();

        Assert.Equal(("tcp://10.0.0.2:2376", "Context"), Found(endpoint));
        Assert.Equal(("remote", true), (endpoint.Context, endpoint.SkipTlsVerify));
    }

    [Fact]
    public void The_context_of_the_environment_goes_before_the_one_of_the_configuration()
    {
        AddContext("remote", "tcp://10.0.0.2:2376");
        AddContext("other", "unix:///run/other.sock");
        _files["/home/u/.docker/config.json"] = """{"currentContext":"remote"}""";
        _variables["DOCKER_CONTEXT"] = "other";

        Assert.Equal("other", Resolver().Default().Context);
    }

    [Fact]
    public void The_certificates_of_a_context_stand_in_its_folder()
    {
        AddContext("remote", "tcp://10.0.0.2:2376");
        var folder = $"/home/u/.docker/contexts/tls/{HashOf("remote")}/docker";
        _files[$"{folder}/ca.pem"] = "";

        Assert.Equal(folder, Resolver().OfContext("remote").TlsFolder);
    }

    [Fact]
    public void A_context_that_is_not_there_names_those_that_are()
    {
        AddContext("remote", "tcp://10.0.0.2:2376");

        var error = EngineAssert.Throws(ErrorId.EngineContextNotFound, () => Resolver().OfContext("remtoe"));
        Assert.Contains("default, remote", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/var/run/docker.sock,/run/user/1/docker.sock", "/var/run/docker.sock")]
    [InlineData("/run/user/1/docker.sock,/run/podman/podman.sock", "/run/user/1/docker.sock")]
    [InlineData("/run/podman/podman.sock,/run/user/1/podman/podman.sock", "/run/podman/podman.sock")]
    [InlineData("/run/user/1/podman/podman.sock", "/run/user/1/podman/podman.sock")]
    public void The_first_socket_that_is_there_is_taken(string there, string taken)
    {
        _variables["XDG_RUNTIME_DIR"] = "/run/user/1";
        foreach (var path in there.Split(',')) _files[path] = "";

        Assert.Equal(($"unix://{taken}", "Socket"), Found(Resolver().Default()));
    }

    [Fact]
    public void Without_any_socket_the_error_lists_what_was_tried()
    {
        _variables["XDG_RUNTIME_DIR"] = "/run/user/1";

        var error = EngineAssert.Throws(ErrorId.EngineNotFound, () => Resolver().Default());
        Assert.All(
            ["/var/run/docker.sock", "/run/user/1/docker.sock", "/run/podman/podman.sock", "/run/user/1/podman/podman.sock"],
            path => Assert.Contains(path, error.Message, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(null, null, null, false)]
    [InlineData("1", null, "/home/u/.docker", false)]
    [InlineData("1", "/certs", "/certs", false)]
    [InlineData(null, "/certs", null, false)]
    public void Tls_of_the_environment_holds_for_tcp(string? verify, string? path, string? folder, bool skip)
    {
        if (verify is not null) _variables["DOCKER_TLS_VERIFY"] = verify;
        if (path is not null) _variables["DOCKER_CERT_PATH"] = path;

        var endpoint = Resolver().OfUri("tcp://10.0.0.1:2376");

        Assert.Equal((folder, skip), (endpoint.TlsFolder, endpoint.SkipTlsVerify));
    }

    [Fact]
    public void An_engine_of_a_context_is_looked_up_by_its_context()
    {
        AddContext("remote", "tcp://10.0.0.2:2376");

        Assert.Equal("tcp://10.0.0.2:2376", Resolver().OfEngine(new ContainerEngine { Uri = "unix:///x", Context = "remote" }).Uri.OriginalString);
    }

    [Theory]
    [InlineData("unix:///run/e.sock", "unix:///run/e.sock")]
    [InlineData("unix:/run/e.sock", "unix:///run/e.sock")]
    [InlineData("unix://run/e.sock", "unix:///run/e.sock")]
    [InlineData("/run/e.sock", "unix:///run/e.sock")]
    [InlineData(" tcp://h:1 ", "tcp://h:1")]
    [InlineData("http://[::1]:2375", "http://[::1]:2375")]
    public void An_address_is_read(string text, string uri) => Assert.Equal(uri, EngineUri.Parse(text).OriginalString);

    [Theory]
    [InlineData("ssh://me@host")]
    [InlineData("npipe:////./pipe/docker_engine")]
    [InlineData("unix://")]
    [InlineData("tcp://")]
    [InlineData("fd://")]
    [InlineData("web")]
    [InlineData("tcp://h:1/path")]
    public void What_is_no_address_is_refused(string text) => EngineAssert.Throws(ErrorId.EngineUriInvalid, () => EngineUri.Parse(text));

    private static (string, string) Found(EngineEndpoint endpoint) => (endpoint.Uri.OriginalString, endpoint.Source);

    private static string HashOf(string name) =>
        Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(name)));

    private void AddContext(string name, string host, bool skip = false) =>
        _files[$"/home/u/.docker/contexts/meta/{HashOf(name)}/meta.json"] =
            $"{{\"Name\":\"{name}\",\"Endpoints\":{{\"docker\":{{\"Host\":\"{host}\",\"SkipTLSVerify\":{(skip ? "true" : "false")}}}}}}}";

    private EndpointResolver Resolver() => new(new Surroundings
    {
        Variable = name => _variables.GetValueOrDefault(name),
        Exists = _files.ContainsKey,
        Read = path => _files.GetValueOrDefault(path),
        Folders = folder => [.. _files.Keys.Where(path => path.StartsWith(folder + "/", StringComparison.Ordinal)).Select(path => Path.GetDirectoryName(path)!)],
    });
}
