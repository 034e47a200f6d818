using System.Runtime.InteropServices;
using ContainerNet.Lab.Modes;
using ContainerNet.LabKit;
using Xunit;

namespace ContainerNet.Lab.Runtime;

/// <summary>The engine's files and the OCI runtime in them, for the tests of this folder.</summary>
internal sealed class RuntimeScene
{
    public const string Executable = "/usr/local/lib/containernet/containernet-runtime";
    public const string Wrapped = "/usr/local/lib/containernet/wrapped";
    private readonly LabFixture _lab;

    public RuntimeScene(LabFixture lab)
    {
        _lab = lab;
        var built = RepositoryRoot.Combine("bin", "runtime", $"linux-{RuntimeInformation.ProcessArchitecture.ToString().ToLowerInvariant()}", "containernet-runtime");
        Assert.SkipUnless(File.Exists(built), $"{built} could not be built here: see what ./build.sh build says.");
    }

    public const string ConfigurationFile = "/etc/docker/daemon.json";

    /// <summary>What the engine itself tells of its runtimes.</summary>
    public string Runtimes => _lab.Inside.Docker("info", "--format", "{{json .Runtimes}}");

    public void Register(string more = "") => _lab.Session.Invoke($"Register-ContainerRuntime -Confirm:$false {more}").OrThrow();

    /// <summary>Whatever a test left: no container, no runtime, no configuration.</summary>
    public void Reset()
    {
        _lab.RemoveAllContainers();
        _lab.Session.Invoke("Unregister-ContainerRuntime -Force -Confirm:$false").OrThrow();
        File.Delete(ConfigurationFile);
        File.Delete(ConfigurationFile + ".containernet-backup");
    }

    public string Namespace(string container, string type) => Kernel.Namespace(_lab, Kernel.ProcessId(_lab, container), type);

    /// <summary>The first of these namespaces that the two share, or not.</summary>
    public string[] SharedOf(string one, string other, params string[] types) => [.. types.Where(type => Namespace(one, type) == Namespace(other, type))];
}
