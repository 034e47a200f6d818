namespace ContainerNet.LabKit;

/// <summary>What tests could leave behind on the machine, one thing a line: taken before and after, and compared.</summary>
internal static class MachineListing
{
    private static readonly string[] s_folders = ["/", "/etc", "/etc/docker", "/opt", "/opt/containerd", "/run", "/run/netns", "/tmp", "/usr/local/lib", "/var/lib", "/var/lib/docker", "/var/lib/containerd"];
    private static readonly string[] s_sysctls = ["net/ipv4/ip_forward", "net/ipv6/conf/all/forwarding", "net/ipv4/conf/all/route_localnet"];
    private static readonly string[] s_programs = ["dockerd", "containerd", "containerd-shim", "docker-proxy", "runc", "labkit", "tcpdump", "pshost"];

    // The .NET SDK's own, made by any build.
    private static readonly string[] s_ofSdk = ["/tmp/.dotnet", "/tmp/NuGet", "/tmp/MSBuild", "/tmp/clr-debug-pipe", "/tmp/dotnet-diagnostic", "/tmp/CoreFxPipe", "/tmp/VBCSCompiler"];

    public static async Task<SortedSet<string>> TakeAsync(CancellationToken cancellationToken)
    {
        var lines = new SortedSet<string>(StringComparer.Ordinal);
        lines.UnionWith(s_folders.Where(Directory.Exists).SelectMany(Directory.EnumerateFileSystemEntries).Where(IsNotOfSdk).Select(f => "file " + f));
        lines.UnionWith(File.ReadLines("/proc/self/mountinfo").Select(l => l.Split(' ')).Select(f => $"mount {f[4]} of {f[3]}"));
        lines.UnionWith(Directory.EnumerateDirectories("/sys/fs/cgroup", "*", SearchOption.AllDirectories).Select(c => "cgroup " + c));
        lines.UnionWith(s_sysctls.Where(s => File.Exists("/proc/sys/" + s)).Select(s => $"sysctl {s} = {File.ReadAllText("/proc/sys/" + s).Trim()}"));
        lines.UnionWith(ProcessTable.All().Where(ProcessTable.IsLive).Select(p => (p, Name: NameOf(p))).Where(p => IsOurs(p.p, p.Name)).Select(p => $"process {p.p} {p.Name}"));
        lines.UnionWith(await LinesAsync("link", ["ip", "-brief", "link"], cancellationToken));
        lines.UnionWith(await LinesAsync("rule", ["iptables-save"], cancellationToken));
        lines.UnionWith(await LinesAsync("rule6", ["ip6tables-save"], cancellationToken));
        return lines;
    }

    private static async Task<IEnumerable<string>> LinesAsync(string kind, string[] argv, CancellationToken cancellationToken) =>
        (await Tool.RunAsync(argv, cancellationToken: cancellationToken)).Lines
            .Where(l => l[0] != '#')
            .Select(l => $"{kind} {(l[0] == ':' ? l.Split('[')[0] : l)}");

    // The pipe of our own PowerShell looks like one of the SDK's.
    private static bool IsNotOfSdk(string file) => file.EndsWith(".pshost", StringComparison.Ordinal) || !s_ofSdk.Any(s => file.StartsWith(s, StringComparison.Ordinal));

    private static bool IsOurs(int process, string name) =>
        process != Environment.ProcessId && s_programs.Any(p => name.StartsWith(p, StringComparison.Ordinal));

    private static string NameOf(int process)
    {
        try
        {
            return File.ReadAllText($"/proc/{process}/comm").Trim();
        }
        catch (IOException)
        {
            return "";
        }
    }
}
