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
    private readonly HttpMessageInvoker _invoker;
    private readonly Uri _address;

    private EngineTransport(SocketsHttpHandler handler, Uri address)
    {
        _handler = handler;
        _invoker = new HttpMessageInvoker(handler, disposeHandler: false);
        _address = address;
    }

    /// <exception cref="Services.ContainerNetException">EngineTlsInvalid.</exception>
    public static EngineTransport Open(EngineEndpoint endpoint, TimeSpan connectTimeout)
    {
        var handler = CreateHandler(connectTimeout);
        if (endpoint.IsUnix)
        {
            handler.ConnectCallback = (_, cancellationToken) => ConnectUnixAsync(endpoint.Uri.LocalPath, cancellationToken);
            return new EngineTransport(handler, new Uri("http://localhost/"));
        }

        if (!UsesTls(endpoint)) return new EngineTransport(handler, WithScheme(endpoint.Uri, "http", 2375));
        handler.SslOptions = TlsMaterial.Options(endpoint);
        return new EngineTransport(handler, WithScheme(endpoint.Uri, "https", 2376));
    }

    /// <summary>Over connections that are made some other way.</summary>
    public static EngineTransport Over(Func<Stream> connect)
    {
        var handler = CreateHandler(Timeout.InfiniteTimeSpan);
        handler.ConnectCallback = (_, _) => new ValueTask<Stream>(connect());
        return new EngineTransport(handler, new Uri("http://localhost/"));
    }

    /// <summary>Sends a GET and returns as soon as the headers are there. The caller disposes the response.</summary>
    /// <param name="path">With the leading slash.</param>
    /// <param name="cancellationToken">Ends it at once.</param>
    public Task<HttpResponseMessage> GetAsync(string path, CancellationToken cancellationToken) => SendAsync(HttpMethod.Get, path, cancellationToken);

    /// <summary>Sends a request without a body and returns as soon as the headers are there. The caller disposes the response.</summary>
    /// <param name="method">GET, POST ...</param>
    /// <param name="path">With the leading slash.</param>
    /// <param name="cancellationToken">Ends it at once.</param>
    public Task<HttpResponseMessage> SendAsync(HttpMethod method, string path, CancellationToken cancellationToken) =>
        _invoker.SendAsync(new HttpRequestMessage(method, new Uri(_address, path)), cancellationToken);

    public DockerClient CreateDockerClient(Version apiVersion) =>
        new DockerClientConfiguration(_address, new HandlerCredentials(new PlainHttpVersionHandler(_handler)), Timeout.InfiniteTimeSpan)
            .CreateClient(apiVersion);

    public void Dispose()
    {
        _invoker.Dispose();
        _handler.Dispose();
    }

    private static SocketsHttpHandler CreateHandler(TimeSpan connectTimeout) => new()
    {
        UseProxy = false,
        UseCookies = false,
        AllowAutoRedirect = false,
        ConnectTimeout = connectTimeout,
        ActivityHeadersPropagator = null,
    };

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
