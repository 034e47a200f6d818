using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using ContainerNet.Docker;
using ContainerNet.Services;
using ContainerNet.Services.Engine;
using ContainerNet.Tests;
using Xunit;

namespace ContainerNet.Unit.Engine;

/// <summary>TLS in both directions against a server with a certificate authority of its own.</summary>
public sealed class TlsTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("containernet-");
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly X509Certificate2 _authority = Certificates.MakeAuthority("CN=authority");
    private string? _client;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Client_and_engine_prove_themselves_to_each_other()
    {
        WriteFolder(_authority);
        using var engine = await ConnectAsync("127.0.0.1");

        Assert.Equal("1.44", engine.Connection.ApiVersion.ToString());
        Assert.Equal("CN=client", _client);
    }

    [Fact]
    public async Task An_engine_of_another_authority_is_refused()
    {
        using var other = Certificates.MakeAuthority("CN=other");
        WriteFolder(other);

        await EngineAssert.ThrowsAsync(ErrorId.EngineTlsInvalid, () => ConnectAsync("127.0.0.1"));
    }

    [Fact]
    public async Task An_engine_of_another_name_is_refused()
    {
        WriteFolder(_authority);

        await EngineAssert.ThrowsAsync(ErrorId.EngineTlsInvalid, () => ConnectAsync("localhost"));
    }

    [Fact]
    public async Task A_context_may_forgo_the_check()
    {
        using var other = Certificates.MakeAuthority("CN=other");
        WriteFolder(other);
        using var engine = await ConnectAsync("localhost", skip: true);

        Assert.Equal("1.44", engine.Connection.ApiVersion.ToString());
    }

    [Fact]
    public async Task A_damaged_certificate_is_told_by_its_folder()
    {
        WriteFolder(_authority);
        await File.WriteAllTextAsync(Path.Combine(_folder.FullName, "cert.pem"), "nothing", Token);

        var error = await EngineAssert.ThrowsAsync(ErrorId.EngineTlsInvalid, () => ConnectAsync("127.0.0.1"));
        Assert.Contains(_folder.FullName, error.Message, StringComparison.Ordinal);
    }

    public void Dispose()
    {
        _listener.Dispose();
        _authority.Dispose();
        _folder.Delete(recursive: true);
    }

    private async Task<IContainerEngine> ConnectAsync(string host, bool skip = false)
    {
        _listener.Start();
        _ = ServeAsync();
        var endpoint = new EngineEndpoint
        {
            Uri = new Uri($"tcp://{host}:{((IPEndPoint)_listener.LocalEndpoint).Port}"),
            Source = "Parameter",
            TlsFolder = _folder.FullName,
            SkipTlsVerify = skip,
        };
        return await new DockerEngineFactory().ConnectAsync(endpoint, TimeSpan.FromSeconds(5), Token);
    }

    private async Task ServeAsync()
    {
        using var certificate = Certificates.Make("CN=engine", _authority, IPAddress.Loopback);
        using var socket = await _listener.AcceptTcpClientAsync(Token);
        await using var tls = new SslStream(socket.GetStream());
        try
        {
            await tls.AuthenticateAsServerAsync(
                new SslServerAuthenticationOptions
                {
                    ServerCertificate = certificate,
                    ClientCertificateRequired = true,
                    RemoteCertificateValidationCallback = (_, client, _, _) => (_client = client?.Subject) is not null,
                },
                Token);
            var request = await FakeRequest.ReadAsync(tls, Token);
            await request!.PingAsync("1.44");
        }
        catch (Exception exception) when (exception is IOException or System.Security.Authentication.AuthenticationException)
        {
            // The client hung up: that is what these tests are about.
        }
    }

    private void WriteFolder(X509Certificate2 trusted)
    {
        using var client = Certificates.Make("CN=client", _authority, null);
        File.WriteAllText(Path.Combine(_folder.FullName, "ca.pem"), trusted.ExportCertificatePem());
        Certificates.Write(client, Path.Combine(_folder.FullName, "cert.pem"), Path.Combine(_folder.FullName, "key.pem"));
    }
}
