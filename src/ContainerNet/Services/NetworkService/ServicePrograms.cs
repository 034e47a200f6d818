using System.Globalization;
using ContainerNet.Linux;

namespace ContainerNet.Services.NetworkService;

/// <summary>The programs a service of root would run, and whether nobody but root can change them.</summary>
internal static class ServicePrograms
{
    private const int GroupOrOthersMayWrite = 0x12;
    private const int Sticky = 0x200;

    // Where the packages of PowerShell put it, beside the system's own folders.
    private static readonly string[] s_folders = ["/opt/microsoft/powershell/7", "/usr/local/bin", "/snap/bin"];

    /// <summary>The absolute path of pwsh: the one that was given, the one that runs this, or the one that is installed.</summary>
    /// <exception cref="ContainerNetException">ToolNotFound.</exception>
    public static string FindPowerShell(string? given)
    {
        var path = given ?? (IsPowerShell(Environment.ProcessPath) ? Environment.ProcessPath
            : ProcessRunner.Find("pwsh") ?? s_folders.Select(static folder => Path.Combine(folder, "pwsh")).FirstOrDefault(File.Exists));
        if (path is null) throw ContainerNetException.Create(ErrorId.ToolNotFound, "pwsh", "pwsh", "/usr/bin, " + string.Join(", ", s_folders));
        return Path.IsPathRooted(path) && File.Exists(path) ? path : throw ContainerNetException.Create(ErrorId.ToolNotFound, path, "pwsh", path);
    }

    /// <summary>The manifest of this module.</summary>
    public static string FindModule() =>
        Path.GetFullPath(Path.Combine(Path.GetDirectoryName(typeof(ServicePrograms).Assembly.Location)!, "..", "ContainerNet.psd1"));

    /// <summary>Refuses a file that somebody else than root could put another in the place of: root would run it.</summary>
    /// <exception cref="ContainerNetException">ServiceUntrusted, ToolFailed, ToolNotFound.</exception>
    public static async Task RequireTrustedAsync(string path, CancellationToken cancellationToken)
    {
        var target = new FileInfo(path).ResolveLinkTarget(returnFinalTarget: true)?.FullName ?? path;
        string[] all = [.. new[] { path, target }.SelectMany(WithParents).Distinct(StringComparer.Ordinal)];
        var result = await ProcessRunner.RunAsync("stat", ["--dereference", "--format=%u %a", "--", .. all], cancellationToken).ConfigureAwait(false);
        var lines = result.StandardOutput.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        for (var i = 0; i < all.Length; i++)
        {
            if (!IsRoots(lines[i])) throw ContainerNetException.Create(ErrorId.ServiceUntrusted, path, path, all[i]);
        }
    }

    private static bool IsPowerShell(string? path) => Path.GetFileName(path) == "pwsh";

    private static IEnumerable<string> WithParents(string path)
    {
        for (var one = path; one is not null; one = Path.GetDirectoryName(one)) yield return one;
    }

    // Whoever may write to a folder with the sticky bit, such as /tmp, cannot replace there what is root's.
    private static bool IsRoots(string line)
    {
        string[] words = line.Split(' ');
        var mode = Convert.ToInt32(words[1], fromBase: 8);
        return int.Parse(words[0], CultureInfo.InvariantCulture) == 0 && ((mode & GroupOrOthersMayWrite) == 0 || (mode & Sticky) != 0);
    }
}
