using System.Text.Json;
using ContainerNet.Lab.Modes;

namespace ContainerNet.Lab;

/// <summary>An engine beside the lab's own, at a socket of its own: the cmdlets, docker's command line and native tools look at it.</summary>
/// <param name="lab">The lab whose host it runs on.</param>
/// <param name="socket">The path of its socket.</param>
internal sealed class OtherEngine(LabFixture lab, string socket)
{
    public string Uri => $"unix://{socket}";

    /// <summary>Whether it answers by now.</summary>
    public bool IsUp => lab.Inside.Try("docker", "--host", Uri, "version").Succeeded;

    /// <summary>The docker command line at it.</summary>
    public string Docker(params string[] arguments) => lab.Inside.Run(["docker", "--host", Uri, .. arguments]);

    /// <summary>Gives it the lab's busybox.</summary>
    public void LoadImage() => lab.Inside.Run("sh", "-c", "docker save busybox | docker --host \"$1\" load", "sh", Uri);

    /// <summary>Every container it has, running or not.</summary>
    public string[] Containers() => Docker("ps", "--all", "--quiet").Split('\n', StringSplitOptions.RemoveEmptyEntries);

    /// <summary>Runs a script whose cmdlets ask this engine.</summary>
    public PowerShellResult Invoke(string script) => lab.Session.Invoke(
        $"& {{ param($uri) $PSDefaultParameterValues = @{{ '*-*Container*:Engine' = $uri }}; {script} }} '{Uri}'");

    /// <summary>What the script puts out, as texts; it has to succeed.</summary>
    public string[] Texts(string script) => [.. Invoke(script).OrThrow().Select(static text => $"{text}")];

    public int ProcessId(string container) => int.Parse(Docker("inspect", "--format", "{{.State.Pid}}", container), null);

    /// <summary>Such as <c>net:[4026531840]</c>.</summary>
    public string Namespace(string type, string container) => lab.Inside.Run("readlink", $"/proc/{ProcessId(container)}/ns/{type}");

    /// <summary>What <c>ip -j</c> tells in a container's network.</summary>
    public JsonElement[] Ip(string container, params string[] words) =>
        [.. JsonDocument.Parse(Kernel.InNetwork(lab, ProcessId(container), ["ip", "-j", .. words])).RootElement.EnumerateArray()];

    /// <summary>The addresses in there: name of the interface, blank, address with prefix length.</summary>
    public IEnumerable<string> Addresses(string container) => Ip(container, "addr").SelectMany(static link => link.GetProperty("addr_info").EnumerateArray()
        .Select(address => $"{link.GetProperty("ifname")} {address.GetProperty("local")}/{address.GetProperty("prefixlen")}"));
}
