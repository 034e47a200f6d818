using System.Diagnostics;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace ContainerNet.Linux;

/// <summary>
/// A lock between processes: flock(2) on a file that is made when it is needed and removed with the lock. The kernel frees it when
/// its holder dies.
/// </summary>
internal sealed partial class FileLock : IDisposable
{
    private const int LockExclusive = 2;
    private const int LockNonBlocking = 4;
    private const int Interrupted = 4;
    private const int WouldBlock = 11;
    private const int ReadWrite = 2;
    private const int Create = 0x40;
    private const int CloseOnExec = 0x80000;

    private readonly SafeFileHandle _handle;
    private readonly string _path;

    private FileLock(SafeFileHandle handle, string path) => (_handle, _path) = (handle, path);

    /// <summary>Takes the lock; null when another process holds it for longer than <paramref name="limit"/>.</summary>
    /// <exception cref="UnauthorizedAccessException">The file cannot be made by this user.</exception>
    /// <exception cref="IOException">The file cannot be made or locked.</exception>
    public static async Task<FileLock?> AcquireAsync(string path, TimeSpan limit, CancellationToken cancellationToken)
    {
        var clock = Stopwatch.StartNew();
        while (true)
        {
            var handle = OpenFile(path);
            if (TryLock(handle, path)) return new FileLock(handle, path);
            handle.Dispose();
            if (clock.Elapsed > limit) return null;
            await Task.Delay(TimeSpan.FromMilliseconds(5), cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Removes the file, then frees the lock.</summary>
    public void Dispose()
    {
        if (_handle.IsClosed) return;
        File.Delete(_path);
        _handle.Dispose();
    }

    private static SafeFileHandle OpenFile(string path)
    {
        var handle = Open(path, ReadWrite | Create | CloseOnExec, 0x180);
        if (!handle.IsInvalid) return handle;
        var error = Marshal.GetLastPInvokeError();
        handle.Dispose();
        var message = $"{path}: {Marshal.GetPInvokeErrorMessage(error)}";
        throw error is 1 or 13 ? new UnauthorizedAccessException(message) : new IOException(message);
    }

    private static bool TryLock(SafeFileHandle handle, string path)
    {
        while (Flock(handle, LockExclusive | LockNonBlocking) != 0)
        {
            var error = Marshal.GetLastPInvokeError();
            if (error == WouldBlock) return false;
            if (error != Interrupted) throw new IOException($"{path}: {Marshal.GetPInvokeErrorMessage(error)}");
        }

        // The holder before us removed the file between our open and our flock: what we have locked nobody else will find.
        return new FileInfo($"/proc/self/fd/{handle.DangerousGetHandle()}").LinkTarget == path;
    }

    [LibraryImport("libc", EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial SafeFileHandle Open(string path, int flags, uint mode);

    [LibraryImport("libc", EntryPoint = "flock", SetLastError = true)]
    private static partial int Flock(SafeFileHandle handle, int operation);
}
