using System.Text.Json;
using ContainerNet.LabKit;

namespace ContainerNet.Lab.Inspect;

/// <summary>A container's network namespace, seen through native tools.</summary>
internal sealed class NamespaceOfContainer(LabFixture lab, string container)
{
    // The names under /run/netns are the machine's: hidden, ip prints what it prints in the container.
    private const string Ip = "mount -t tmpfs none /run/netns && exec ip";

    private readonly string _process = lab.Inside.Docker("inspect", "--format", "{{.State.Pid}}", container);

    /// <summary>The inode of the namespace, as the link target of /proc has it.</summary>
    public string Inode => Link("net");

    /// <summary>The link target of /proc that names a namespace of the container, such as <c>uts:[4026531838]</c>.</summary>
    public string Link(string type) => Tool.RunAsync(["readlink", $"/proc/{_process}/ns/{type}"]).GetAwaiter().GetResult().OrThrow().Text;

    public ToolResult Try(params IEnumerable<string> argv) => Tool.RunAsync(Enter(argv)).GetAwaiter().GetResult();

    public string[] Enter(params IEnumerable<string> argv) => ["nsenter", $"--net=/proc/{_process}/ns/net", "--", .. argv];

    /// <summary>What <c>ip addr</c> prints inside.</summary>
    public string ReadIpAddr() => Run($"{Ip} addr");

    /// <summary>What <c>ip -j addr</c> says.</summary>
    public JsonElement[] ReadJson() => ReadJson("addr");

    /// <summary>What <c>ip -j</c> says to other words.</summary>
    public JsonElement[] ReadJson(params string[] words) => [.. JsonDocument.Parse(Try(["ip", "-j", .. words]).OrThrow().Output).RootElement.EnumerateArray()];

    /// <summary>What <c>ip -j -d -s addr</c> says.</summary>
    public JsonElement[] ReadDetailed() => [.. JsonDocument.Parse(Run($"{Ip} -j -d -s addr")).RootElement.EnumerateArray()];

    private string Run(string command) => Try("unshare", "--mount", "--", "sh", "-c", command).OrThrow().Output;
}
