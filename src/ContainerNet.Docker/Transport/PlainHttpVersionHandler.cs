using System.Net;

namespace ContainerNet.Docker.Transport;

/// <summary>Docker.DotNet asks for HTTP version 1.40, which there is not.</summary>
internal sealed class PlainHttpVersionHandler(HttpMessageHandler inner) : DelegatingHandler(inner)
{
    /// <inheritdoc/>
    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        request.Version = HttpVersion.Version11;
        return base.SendAsync(request, cancellationToken);
    }
}
