using ContainerNet.Services.Engine;

namespace ContainerNet.Services.Runtime;

/// <summary>Finds the runtime to hand over to.</summary>
internal static class OciRuntimes
{
    /// <summary>The absolute path, as the engine sees it.</summary>
    /// <param name="host">The engine.</param>
    /// <param name="info">What it says of itself.</param>
    /// <param name="wish">A name the engine knows, the name of an executable in its PATH, or a path; null for what is wrapped already, else the engine's default.</param>
    /// <exception cref="ContainerNetException">OciRuntimeNotFound.</exception>
    public static string Find(EngineHost host, EngineInfo info, string? wish)
    {
        wish ??= new RuntimeInstallation(host).Wrapped ?? (info.DefaultRuntime is "" or RuntimeNames.Name ? "runc" : info.DefaultRuntime);
        var path = info.Runtimes.TryGetValue(wish, out var known) && known.Length > 0 ? known : wish;
        var found = path.StartsWith('/') ? path : host.Process.SearchPath.Split(':').Select(folder => Path.Combine(folder, path)).FirstOrDefault(one => IsExecutable(host, one));
        return found is not null && found != RuntimeNames.Executable && IsExecutable(host, found)
            ? found
            : throw ContainerNetException.Create(ErrorId.OciRuntimeNotFound, wish, wish);
    }

    private static bool IsExecutable(EngineHost host, string path) =>
        path.StartsWith('/') && Resolve(host, path) is { } file && (File.GetUnixFileMode(file) & UnixFileMode.UserExecute) != 0;

    /// <summary>The file behind a path, whose links are the engine's: a link to an absolute path leads to its root, not to ours.</summary>
    private static string? Resolve(EngineHost host, string path)
    {
        for (var depth = 0; depth < 8; depth++)
        {
            var file = new FileInfo(host.Process.Seen(path));
            if (file.LinkTarget is not { } target) return file.Exists ? file.FullName : null;
            path = Path.GetFullPath(Path.Combine(Path.GetDirectoryName(path)!, target));
        }

        return null;
    }
}
