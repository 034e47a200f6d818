using ContainerNet.Linux;
using ContainerNet.Linux.Netlink;
using ContainerNet.Resources;

namespace ContainerNet.Services.Namespaces;

/// <summary>Says what an error of the kernel means for one who reads a process' namespaces.</summary>
internal static class KernelErrors
{
    public static ContainerNetException ToContainerNet(KernelException exception, int processId) => exception switch
    {
        { IsGone: true } => ContainerNetException.Create(
            ErrorId.NamespaceGone, exception, processId, Text.Format("Subject_Process", processId)),
        { IsDenied: true } => ContainerNetException.Create(
            ErrorId.KernelViewDenied, exception, processId, $"{exception.Message} ({MissingRight(exception)})"),
        _ => ContainerNetException.Create(ErrorId.NetlinkFailed, exception, processId, processId, exception.Message),
    };

    private static string MissingRight(KernelException exception) =>
        exception.Operation.StartsWith("/proc", StringComparison.Ordinal) ? "CAP_SYS_PTRACE"
        : exception.Operation == NamespaceTrip.Entering ? "CAP_SYS_ADMIN"
        : exception.Operation == NetlinkMonitor.Listening ? "CAP_NET_BROADCAST"
        : "CAP_NET_ADMIN";
}
