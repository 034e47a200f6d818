using System.Globalization;

namespace ContainerNet.LabKit;

/// <summary>The cgroups of the lab's containers, in the one tree of version 2 or the many of version 1.</summary>
internal static class LabCgroups
{
    private const string Root = "/sys/fs/cgroup";

    /// <summary>The processes in them: those of the containers, whatever their namespaces.</summary>
    public static IEnumerable<int> Processes(string name)
    {
        foreach (var folder in Tops(name).SelectMany(WithChildren))
        {
            foreach (var line in ReadLines(Path.Combine(folder, "cgroup.procs")))
            {
                if (int.TryParse(line, NumberStyles.None, CultureInfo.InvariantCulture, out var id) && id > 0) yield return id;
            }
        }
    }

    /// <summary>Removes them; a cgroup stays busy for some milliseconds after its last process.</summary>
    public static async Task RemoveAsync(string name, CancellationToken cancellationToken)
    {
        for (var attempt = 0; ; attempt++)
        {
            try
            {
                foreach (var folder in Tops(name).SelectMany(WithChildren).OrderByDescending(f => f.Length).ToArray()) Directory.Delete(folder);
                return;
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException && attempt < 100)
            {
                await Task.Delay(50, cancellationToken);
            }
        }
    }

    private static IEnumerable<string> Tops(string name) =>
        Directory.Exists(Root)
            ? new[] { Root }.Concat(Directory.EnumerateDirectories(Root)).Select(f => Path.Combine(f, name)).Where(Directory.Exists)
            : [];

    private static IEnumerable<string> WithChildren(string folder) =>
        Directory.EnumerateDirectories(folder, "*", SearchOption.AllDirectories).Prepend(folder);

    private static string[] ReadLines(string file)
    {
        try
        {
            return File.ReadAllLines(file);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // The cgroup has gone, or is a threaded one.
            return [];
        }
    }
}
