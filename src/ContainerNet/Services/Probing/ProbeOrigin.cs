using System.Net.Sockets;
using ContainerNet.Linux;
using ContainerNet.Linux.Proc;
using ContainerNet.Services.Namespaces;

namespace ContainerNet.Services.Probing;

/// <summary>A process' network namespace to open sockets in, and its files, for as long as this is held.</summary>
internal sealed class ProbeOrigin : IDisposable
{
    private readonly ProcessDirectory _process;
    private readonly SafeDescriptor? _namespace;

    private ProbeOrigin(ProcessDirectory process, SafeDescriptor? networkNamespace) => (_process, _namespace) = (process, networkNamespace);

    /// <exception cref="ContainerNetException">NamespaceGone, KernelViewDenied.</exception>
    public static ProbeOrigin Open(int processId) => Try(processId, () =>
    {
        var process = ProcessDirectory.Open(processId);
        try
        {
            return new ProbeOrigin(process, process.ReadNamespace("net") == ProcessDirectory.ReadOwnNetwork() ? null : process.OpenFile("ns/net"));
        }
        catch
        {
            process.Dispose();
            throw;
        }
    });

    /// <summary>A socket that is not connected yet.</summary>
    /// <exception cref="ContainerNetException">KernelViewDenied, NetlinkFailed.</exception>
    public Socket OpenSocket(AddressFamily family, SocketType type) => Try(_process.Id, () => InternetSocket.Open(_namespace, family, type));

    /// <summary>A file as the process sees it; null where there is none.</summary>
    /// <exception cref="ContainerNetException">NamespaceGone, KernelViewDenied.</exception>
    public byte[]? ReadFile(string path) => Try(_process.Id, () => RootFile.Read(_process, path));

    /// <inheritdoc/>
    public void Dispose()
    {
        _namespace?.Dispose();
        _process.Dispose();
    }

    private static T Try<T>(int processId, Func<T> work)
    {
        try
        {
            return work();
        }
        catch (KernelException exception)
        {
            throw KernelErrors.ToContainerNet(exception, processId);
        }
    }
}
