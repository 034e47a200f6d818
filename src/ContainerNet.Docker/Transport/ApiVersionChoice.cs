using ContainerNet.Services;
using ContainerNet.Services.Engine;

namespace ContainerNet.Docker.Transport;

/// <summary>
/// Chooses the API version: 1.44 where the engine has it, since every engine from 25 on accepts it and 1.52 took fields away; else
/// the engine's own newest.
/// </summary>
internal static class ApiVersionChoice
{
    private static readonly Version s_preferred = new(1, 44);
    private static readonly Version s_oldest = new(1, 24);

    /// <exception cref="ContainerNetException">EngineApiTooOld, EngineUnreachable where what answered is no engine.</exception>
    public static EngineConnection Connect(EngineEndpoint endpoint, PingAnswer answer)
    {
        if (!Version.TryParse(answer.ApiVersion, out var server))
            throw ContainerNetException.Create(ErrorId.EngineUnreachable, endpoint.Uri.ToString(), endpoint.Uri, "GET /_ping: no Api-Version");
        if (server < s_oldest)
            throw ContainerNetException.Create(ErrorId.EngineApiTooOld, endpoint.Uri.ToString(), endpoint.Uri, $"API {server} < {s_oldest}");
        return new EngineConnection(endpoint, answer.Product, server, server >= s_preferred ? s_preferred : server);
    }
}
