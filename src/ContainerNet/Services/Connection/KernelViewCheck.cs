using ContainerNet.Linux;
using ContainerNet.Linux.Proc;
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
        var processes = CheckProcesses(endpoint, out var processId);
        if (!processes.AtHand) return processes;
        var lacking = Capabilities.MissingOf(Capability.NetAdmin, Capability.SysAdmin, Capability.SysPtrace);
        if (lacking.Length > 0) return Missing("KernelView_RightsMissing", string.Join(", ", lacking.Select(Capabilities.NameOf)));
        var theirs = NetworkNamespaceLink.Read($"{processId}");
        return theirs is null ? Missing("KernelView_ProcessUnseen", endpoint.Uri)
            : theirs == NetworkNamespaceLink.Read("self") ? processes
            : Missing("KernelView_OtherNamespace", processId, theirs);
    }

    /// <summary>Whether the processes the engine tells of are processes that are seen here; rights are not looked at.</summary>
    public static KernelView CheckProcesses(EngineEndpoint endpoint) => CheckProcesses(endpoint, out _);

    private static KernelView CheckProcesses(EngineEndpoint endpoint, out int processId)
    {
        processId = 0;
        if (!endpoint.IsUnix) return Missing("KernelView_NotLocal", endpoint.Uri);

        // With socket activation the other end is whoever listens for the engine: systemd, on the same host.
        processId = PeerCredentials.ReadProcessId(endpoint.Uri.LocalPath);
        return processId == 0 ? Missing("KernelView_ProcessUnseen", endpoint.Uri) : KernelView.Here with { EngineProcessId = processId, EngineNetwork = Network(processId) };
    }

    private static long Network(int processId)
    {
        try
        {
            return ProcessDirectory.ReadNetwork(processId);
        }
        catch (KernelException exception) when (exception.IsGone || exception.IsDenied)
        {
            // Another user's: what needs it does without.
            return 0;
        }
    }

    private static KernelView Missing(string text, params object?[] args) => new(false, Text.Format(text, args));
}
