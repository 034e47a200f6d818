namespace ContainerNet.Runtime;

/// <summary>Reads <c>/proc/PID/cgroup</c> (cgroups(7)). Pure.</summary>
internal static class CgroupText
{
    /// <summary>
    /// Whether a process is in the cgroup of a container. The path names it by its id, <c>/docker/ID</c> with the cgroupfs driver, or by a scope,
    /// <c>/system.slice/docker-ID.scope</c>, with systemd's; an init in the container may stand below. Version 1 has a line for each controller.
    /// </summary>
    public static bool Names(string text, string containerId)
    {
        foreach (var line in text.Split('\n'))
        {
            // 4:memory:/docker/ID or 0::/docker/ID; the path itself may hold colons.
            var parts = line.Split(':', 3);
            if (parts.Length == 3 && parts[2].Split('/').Any(segment => IsOf(segment, containerId))) return true;
        }

        return false;
    }

    private static bool IsOf(string segment, string id)
    {
        if (segment == id) return true;
        const string Scope = ".scope";
        return segment.EndsWith($"-{id}{Scope}", StringComparison.Ordinal);
    }
}
