using ContainerNet.Linux;
using ContainerNet.Linux.Proc;

namespace ContainerNet.Services.Namespaces;

/// <summary>Reads a process' network namespace, and makes sure that it was the same one, of the same process, from beginning to end.</summary>
internal static class NamespaceVisit
{
    /// <param name="processId">The process.</param>
    /// <param name="read">Takes the process, the inode, and the open namespace, which is null where it is this process' own.</param>
    /// <exception cref="ContainerNetException">NamespaceGone, KernelViewDenied, NetlinkFailed.</exception>
    public static T Read<T>(int processId, Func<ProcessDirectory, long, SafeDescriptor?, T> read)
    {
        try
        {
            using var process = ProcessDirectory.Open(processId);
            var inode = process.ReadNamespace("net");
            using var handle = inode == OwnInode() ? null : process.OpenFile("ns/net");
            var found = read(process, inode, handle);

            // Fails when the process is gone, and differs when it has changed its namespace since.
            return process.ReadNamespace("net") == inode ? found : throw KernelException.FromErrno("/proc", Errno.ESRCH);
        }
        catch (KernelException exception)
        {
            throw KernelErrors.ToContainerNet(exception, processId);
        }
    }

    private static long OwnInode()
    {
        using var self = ProcessDirectory.OpenSelf();
        return self.ReadNamespace("net");
    }
}
