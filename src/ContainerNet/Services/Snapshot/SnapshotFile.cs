using System.Text;
using ContainerNet.Services.Files;

namespace ContainerNet.Services.Snapshot;

/// <summary>Snapshots in files.</summary>
internal static class SnapshotFile
{
    // It tells of a host what not everybody should know.
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    private static readonly UTF8Encoding s_utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>Reads a file.</summary>
    /// <param name="path">Its full path.</param>
    /// <param name="target">What the user gave; the target of errors.</param>
    /// <exception cref="ContainerNetException">FileNotFound, FileReadFailed, SnapshotInvalid, SnapshotTooNew.</exception>
    public static NetworkSnapshot Read(string path, object target)
    {
        try
        {
            return SnapshotJson.Read(File.ReadAllText(path, s_utf8), path, target);
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            throw ContainerNetException.Create(ErrorId.FileNotFound, exception, target, path);
        }
        catch (DecoderFallbackException exception)
        {
            throw ContainerNetException.Create(ErrorId.SnapshotInvalid, exception, target, path, exception.Message);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw ContainerNetException.Create(ErrorId.FileReadFailed, exception, target, path, exception.Message);
        }
    }

    /// <summary>Writes a file that nobody but its owner may read.</summary>
    /// <param name="path">Its full path.</param>
    /// <param name="snapshot">The snapshot.</param>
    /// <param name="overwrite">Whether a file that is there may be replaced.</param>
    /// <exception cref="ContainerNetException">FileExists, FileWriteFailed.</exception>
    public static void Write(string path, NetworkSnapshot snapshot, bool overwrite) =>
        WholeFile.Write(path, s_utf8.GetBytes(SnapshotJson.Write(snapshot) + "\n"), OwnerOnly, overwrite);
}
