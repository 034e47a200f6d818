using ContainerNet.Linux;
using ContainerNet.Resources;
using ContainerNet.Services.Engine;

namespace ContainerNet.Services.Connection;

/// <summary>
/// Finds out whether this process stands on the engine's host with the rights to read its containers: a unix socket, whose other end is a
/// process we can see, in the network namespace we are in, and CAP_NET_ADMIN, CAP_SYS_ADMIN and CAP_SYS_PTRACE.
/// </summary>
internal static class KernelViewCheck
{
    public static KernelView Check(EngineEndpoint endpoint)
    {
        if (!endpoint.IsUnix) return Missing("KernelView_NotLocal", endpoint.Uri);

        // With socket activation the other end is whoever listens for the engine: systemd, on the same host.
        var processId = PeerCredentials.ReadProcessId(endpoint.Uri.LocalPath);
        if (processId == 0) return Missing("KernelView_ProcessUnseen", endpoint.Uri);
        var lacking = Capabilities.MissingOf(Capability.NetAdmin, Capability.SysAdmin, Capability.SysPtrace);
        if (lacking.Length > 0) return Missing("KernelView_RightsMissing", string.Join(", ", lacking.Select(Capabilities.NameOf)));
        var theirs = NetworkNamespaceLink.Read($"{processId}");
        return theirs is null ? Missing("KernelView_ProcessUnseen", endpoint.Uri)
            : theirs == NetworkNamespaceLink.Read("self") ? KernelView.Here
            : Missing("KernelView_OtherNamespace", processId, theirs);
    }

    private static KernelView Missing(string text, params object?[] args) => new(false, Text.Format(text, args));
}
