namespace ContainerNet.Lab.Modes;

/// <summary>The kernel as readlink(1), ip(8) and nsenter(1) show it: other eyes than the module's.</summary>
internal static class Kernel
{
    /// <summary>The link target that names a process' namespace, such as <c>net:[4026531840]</c>.</summary>
    public static string Namespace(LabFixture lab, int processId, string type) => lab.Inside.Run("readlink", $"/proc/{processId}/ns/{type}");

    /// <summary>The same for the lab, which is the engine's host.</summary>
    public static string HostNamespace(LabFixture lab, string type) => lab.Inside.Run("readlink", $"/proc/self/ns/{type}");

    /// <summary>Runs a tool of the host in a container's network namespace.</summary>
    public static string InNetwork(LabFixture lab, int processId, params string[] argv) =>
        lab.Inside.Run(["nsenter", $"--net=/proc/{processId}/ns/net", "--", .. argv]);

    /// <summary>The process id the engine tells of a container.</summary>
    public static int ProcessId(LabFixture lab, string container) =>
        int.Parse(lab.Inside.Docker("inspect", "--format", "{{.State.Pid}}", container), System.Globalization.CultureInfo.InvariantCulture);
}
