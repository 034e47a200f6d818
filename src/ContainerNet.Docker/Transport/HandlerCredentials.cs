using Docker.DotNet;

namespace ContainerNet.Docker.Transport;

/// <summary>Has Docker.DotNet send through a handler of ours. TLS is the handler's business.</summary>
internal sealed class HandlerCredentials(HttpMessageHandler handler) : Credentials
{
    /// <inheritdoc/>
    public override bool IsTlsCredentials() => false;

    /// <inheritdoc/>
    public override HttpMessageHandler GetHandler(HttpMessageHandler innerHandler)
    {
        innerHandler.Dispose();
        return handler;
    }
}
