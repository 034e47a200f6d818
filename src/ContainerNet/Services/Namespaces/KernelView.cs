using ContainerNet.Resources;
using ContainerNet.Services.Engine;

namespace ContainerNet.Services.Namespaces;

/// <summary>Whether the processes an engine tells of are processes of this machine.</summary>
internal static class KernelView
{
    /// <summary>Why the engine's containers cannot be found in this machine's kernel; null where nothing speaks against it.</summary>
    public static string? ReasonNotAtHand(EngineConnection connection) =>
        connection.Endpoint.IsUnix ? null : Text.Format("KernelView_Remote", connection.Endpoint.Uri);

    /// <exception cref="ContainerNetException">KernelViewNotAtHand; target is the engine's uri.</exception>
    public static void Require(EngineConnection connection)
    {
        if (ReasonNotAtHand(connection) is { } reason)
            throw ContainerNetException.Create(ErrorId.KernelViewNotAtHand, connection.Endpoint.Uri, connection.Endpoint.Uri, reason);
    }
}
