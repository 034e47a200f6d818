using ContainerNet.Linux;
using ContainerNet.Resources;

namespace ContainerNet.Services.Files;

/// <summary>Writes files in one step: whoever reads finds the old one or the new one, whole, and what fails leaves nothing behind.</summary>
internal static class WholeFile
{
    /// <summary>Refuses a path that may not be written to, before anything is done for it.</summary>
    /// <param name="path">The full path.</param>
    /// <param name="overwrite">Whether a file that is there may be replaced.</param>
    /// <exception cref="ContainerNetException">FileExists, FileWriteFailed.</exception>
    public static void RequireFree(string path, bool overwrite)
    {
        // Renamed over a device such as /dev/null, a file would take its place for everybody.
        if (FileKind.IsRegular(path) is not { } isRegular) return;
        if (!isRegular) throw ContainerNetException.Create(ErrorId.FileWriteFailed, path, path, Text.Get("Reason_NoRegularFile"));
        if (!overwrite) throw ContainerNetException.Create(ErrorId.FileExists, path, path);
    }

    /// <summary>Writes a file; through a link the one it leads to.</summary>
    /// <param name="path">The full path.</param>
    /// <param name="content">The bytes.</param>
    /// <param name="mode">Who may read and write it, whoever might before.</param>
    /// <param name="overwrite">Whether a file that is there may be replaced.</param>
    /// <exception cref="ContainerNetException">FileExists, FileWriteFailed.</exception>
    public static void Write(string path, ReadOnlySpan<byte> content, UnixFileMode mode, bool overwrite)
    {
        RequireFree(path, overwrite);
        var next = "";
        try
        {
            var target = new FileInfo(path).LinkTarget is null ? path : File.ResolveLinkTarget(path, returnFinalTarget: true)!.FullName;
            next = $"{target}.{Path.GetRandomFileName()}";
            using (var stream = new FileStream(next, new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, UnixCreateMode = mode }))
            {
                stream.Write(content);
                stream.Flush(flushToDisk: true);
            }

            Move(next, target, overwrite);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw ContainerNetException.Create(ErrorId.FileWriteFailed, exception, path, path, exception.Message);
        }
        finally
        {
            // Where there is no such folder, deleting a file in it fails.
            if (File.Exists(next)) File.Delete(next);
        }
    }

    private static void Move(string next, string target, bool overwrite)
    {
        try
        {
            File.Move(next, target, overwrite);
        }
        catch (IOException exception) when (!overwrite && File.Exists(target))
        {
            throw ContainerNetException.Create(ErrorId.FileExists, exception, target, target);
        }
    }
}
