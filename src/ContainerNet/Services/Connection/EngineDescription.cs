using ContainerNet.Services.Engine;

namespace ContainerNet.Services.Connection;

/// <summary>Makes the module's <see cref="ContainerEngine"/> of what the engine says of itself and the kernel of us.</summary>
internal static class EngineDescription
{
    /// <exception cref="ContainerNetException">One of the Engine group.</exception>
    public static async Task<ContainerEngine> ReadAsync(IContainerEngine engine, KernelView kernel, CancellationToken cancellationToken)
    {
        var info = await engine.GetInfoAsync(cancellationToken).ConfigureAwait(false);
        var connection = engine.Connection;
        return new ContainerEngine
        {
            Uri = connection.Endpoint.Uri.OriginalString,
            Source = connection.Endpoint.Source,
            Context = connection.Endpoint.Context,
            Product = connection.Product,
            Version = info.Version,
            ApiVersion = connection.ApiVersion.ToString(),
            ServerApiVersion = connection.ServerApiVersion.ToString(),
            FirewallBackend = info.FirewallBackend,
            CgroupVersion = info.CgroupVersion,
            CgroupDriver = info.CgroupDriver,
            Rootless = info.Rootless,
            UserNamespaceRemap = info.UserNamespaceRemap,
            KernelView = kernel.AtHand,
            KernelViewReason = kernel.Reason,
        };
    }
}
