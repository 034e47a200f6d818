using System.Text.RegularExpressions;

namespace ContainerNet.Linux.Proc;

/// <summary>The control groups of a process (<c>/proc/pid/cgroup</c>, cgroups(7)): engines name a container's after its id.</summary>
internal static partial class ControlGroup
{
    /// <summary>The container ids in the paths, the innermost last; none where the process is in no container, or gone.</summary>
    public static IEnumerable<string> ContainerIds(int processId)
    {
        try
        {
            return Id().Matches(File.ReadAllText($"/proc/{processId}/cgroup")).Select(static match => match.Value);
        }
        catch (IOException)
        {
            // It ended meanwhile: nothing to tell of it.
            return [];
        }
    }

    [GeneratedRegex("(?<![0-9a-f])[0-9a-f]{64}(?![0-9a-f])", RegexOptions.CultureInvariant)]
    private static partial Regex Id();
}
