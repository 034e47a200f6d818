using ContainerNet.Lab.Modes;
using ContainerNet.LabKit;

namespace ContainerNet.Lab.Runtime;

/// <summary>The engine's files and the OCI runtime in them, for the tests of this folder.</summary>
internal sealed class RuntimeScene(LabFixture lab)
{
    public const string Executable = "/usr/local/lib/containernet/containernet-runtime";
    public const string Wrapped = "/usr/local/lib/containernet/wrapped";

    public string ConfigurationFile => lab.Lab.Engine.Seen("/etc/docker/daemon.json");

    /// <summary>What the engine itself tells of its runtimes.</summary>
    public string Runtimes => lab.Inside.Docker("info", "--format", "{{json .Runtimes}}");

    public void Register(string more = "") => lab.Session.Invoke($"Register-ContainerRuntime -Confirm:$false {more}").OrThrow();

    /// <summary>Whatever a test left: no container, no runtime, no configuration.</summary>
    public void Reset()
    {
        lab.RemoveAllContainers();
        lab.Session.Invoke("Unregister-ContainerRuntime -Force -Confirm:$false").OrThrow();
        File.Delete(ConfigurationFile);
        File.Delete(ConfigurationFile + ".containernet-backup");
    }

    /// <summary>A tool where the engine runs.</summary>
    public ToolResult Try(params string[] argv) => Tool.RunAsync(lab.Lab.Engine.Enter(argv)).GetAwaiter().GetResult();

    public string Namespace(string container, string type) => Kernel.Namespace(lab, Kernel.ProcessId(lab, container), type);

    /// <summary>The first of these namespaces that the two share, or not.</summary>
    public string[] SharedOf(string one, string other, params string[] types) => [.. types.Where(type => Namespace(one, type) == Namespace(other, type))];
}
