using ContainerNet.LabKit;

namespace ContainerNet.Lab.Lifecycle;

/// <summary>Containers made and looked at by the docker CLI, so that ours are not asked about themselves.</summary>
internal sealed class ContainersByCli(LabFixture lab)
{
    /// <summary>Starts a container that sleeps, and returns its id.</summary>
    public string Run(string name, bool ours = true, params string[] options) =>
        lab.Inside.Docker(["run", "--detach", "--name", name, .. Label(ours), .. options, LabImages.Busybox, "sleep", "1000"]);

    /// <summary>Makes a container without starting it, and returns its id.</summary>
    public string Create(string name, bool ours = true, params string[] command) =>
        lab.Inside.Docker(["create", "--name", name, .. Label(ours), LabImages.Busybox, .. command]);

    /// <summary>running, exited ...; empty when there is no such container.</summary>
    public string StateOf(string name) => lab.Inside.Try("docker", "inspect", "--format", "{{.State.Status}}", name) is { ExitCode: 0 } found ? found.Output.Trim() : "";

    public string Inspect(string name, string format) => lab.Inside.Docker("inspect", "--format", format, name);

    private static string[] Label(bool ours) => ours ? ["--label", "containernet=1"] : [];
}
