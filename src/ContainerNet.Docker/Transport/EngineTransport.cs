using System.Net.Sockets;
using ContainerNet.Services.Engine;
using Docker.DotNet;

namespace ContainerNet.Docker.Transport;

/// <summary>
/// One pool of HTTP connections to an engine, for our own requests and for Docker.DotNet alike. Docker.DotNet's own handler
/// (3.125.15) opens a socket for every request, cannot be cancelled while it connects and fails on an empty header; its Credentials
/// may put any other handler in its place.
/// </summary>
internal sealed class EngineTransport : IDisposable
{
    private readonly SocketsHttpHandler _handler;
    private readonly Uri _address;

    private EngineTransport(SocketsHttpHandler handler, Uri address)
    {
        _handler = handler;
        _address = address;
        Client = new HttpClient(handler, disposeHandler: false) { BaseAddress = address, Timeout = Timeout.InfiniteTimeSpan };
    }

    public HttpClient Client { get; }

    /// <exception cref="Services.ContainerNetException">EngineTlsInvalid.</exception>
    public static EngineTransport Open(EngineEndpoint endpoint, TimeSpan connectTimeout)
    {
        var handler = new SocketsHttpHandler
        {
            UseProxy = false,
            UseCookies = false,
            AllowAutoRedirect = false,
            ConnectTimeout = connectTimeout,
        };
        if (endpoint.IsUnix)
        {
            handler.ConnectCallback = (_, cancellationToken) => ConnectUnixAsync(endpoint.Uri.LocalPath, cancellationToken);
            return new EngineTransport(handler, new Uri("http://localhost/"));
        }

        if (!UsesTls(endpoint)) return new EngineTransport(handler, WithScheme(endpoint.Uri, "http", 2375));
        handler.SslOptions = TlsMaterial.Options(endpoint);
        return new EngineTransport(handler, WithScheme(endpoint.Uri, "https", 2376));
    }

    public DockerClient CreateDockerClient(Version apiVersion) =>
        new DockerClientConfiguration(_address, new HandlerCredentials(new PlainHttpVersionHandler(_handler)), Timeout.InfiniteTimeSpan)
            .CreateClient(apiVersion);

    public void Dispose()
    {
        Client.Dispose();
        _handler.Dispose();
    }

    private static bool UsesTls(EngineEndpoint endpoint) => endpoint.Uri.Scheme == "https" || endpoint.TlsFolder is not null;

    private static Uri WithScheme(Uri uri, string scheme, int defaultPort) =>
        new UriBuilder(scheme, uri.Host, uri.Port > 0 ? uri.Port : defaultPort).Uri;

    private static async ValueTask<Stream> ConnectUnixAsync(string path, CancellationToken cancellationToken)
    {
        var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        try
        {
            await socket.ConnectAsync(new UnixDomainSocketEndPoint(path), cancellationToken).ConfigureAwait(false);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}
