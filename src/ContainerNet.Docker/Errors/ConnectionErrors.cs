using System.Net.Sockets;
using System.Security.Authentication;
using ContainerNet.Services;
using ContainerNet.Services.Engine;

namespace ContainerNet.Docker.Errors;

/// <summary>Tells the ways apart in which an engine cannot be spoken with.</summary>
internal static class ConnectionErrors
{
    public static ContainerNetException Translate(Exception exception, EngineEndpoint endpoint, TimeSpan limit)
    {
        var uri = endpoint.Uri.OriginalString;
        if (exception is OperationCanceledException)
        {
            var how = limit == Timeout.InfiniteTimeSpan ? exception.InnerException?.Message ?? exception.Message : $"{limit.TotalSeconds:0.#} s";
            return ContainerNetException.Create(ErrorId.EngineTimeout, exception, uri, uri, how);
        }

        if (Inner<AuthenticationException>(exception) is { } tls)
            return ContainerNetException.Create(ErrorId.EngineTlsInvalid, exception, uri, uri, tls.InnerException?.Message ?? tls.Message);
        if (exception is not HttpRequestException { HttpRequestError: HttpRequestError.ConnectionError or HttpRequestError.NameResolutionError })
            return ContainerNetException.Create(ErrorId.EngineConnectionLost, exception, uri, uri, exception.Message);
        if (endpoint.IsUnix && !File.Exists(endpoint.Uri.LocalPath))
            return ContainerNetException.Create(ErrorId.EngineNotFound, exception, uri, uri);
        return Inner<SocketException>(exception) switch
        {
            { SocketErrorCode: SocketError.AccessDenied } =>
                ContainerNetException.Create(ErrorId.EngineAccessDenied, exception, uri, uri, endpoint.Uri.LocalPath),
            { SocketErrorCode: SocketError.TimedOut } socket =>
                ContainerNetException.Create(ErrorId.EngineTimeout, exception, uri, uri, socket.Message),
            var socket => ContainerNetException.Create(ErrorId.EngineUnreachable, exception, uri, uri, socket?.Message ?? exception.Message),
        };
    }

    private static T? Inner<T>(Exception exception)
        where T : Exception
    {
        for (var inner = exception; inner is not null; inner = inner.InnerException)
            if (inner is T found) return found;
        return null;
    }
}
