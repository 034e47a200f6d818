using System.Management.Automation;
using ContainerNet.Services;

namespace ContainerNet.Cmdlets.Base;

/// <summary>Paths of files as PowerShell has them: relative ones begin at the session's location, <c>~</c> and drives are known, wildcards are not.</summary>
internal static class FilePath
{
    /// <summary>The full path of a file, whether it is there or not.</summary>
    /// <exception cref="ContainerNetException">ArgumentInvalid: it is in no file system.</exception>
    public static string Resolve(SessionState session, string path)
    {
        try
        {
            var full = session.Path.GetUnresolvedProviderPathFromPSPath(path, out var provider, out _);
            if (provider.Name == "FileSystem") return full;
        }
        catch (Exception exception) when (exception is ItemNotFoundException or System.Management.Automation.DriveNotFoundException or ProviderNotFoundException or PSArgumentException)
        {
            throw ContainerNetException.Create(ErrorId.FileNotFound, exception, path, path);
        }

        throw ContainerNetException.Create(ErrorId.FileNotFound, path, path);
    }
}
