using ContainerNet.Linux.Proc;

namespace ContainerNet.Services.Snapshot;

/// <summary>Reads the settings of the host's kernel that decide about packets.</summary>
internal static class HostSettings
{
    private static readonly string[] s_single =
    [
        "net/ipv4/ip_forward", "net/ipv4/ip_local_port_range", "net/bridge/bridge-nf-call-iptables", "net/bridge/bridge-nf-call-ip6tables",
    ];

    private static readonly (string Folder, string[] Names)[] s_each =
    [
        ("net/ipv4/conf", ["forwarding", "rp_filter", "route_localnet"]),
        ("net/ipv6/conf", ["forwarding"]),
    ];

    /// <summary>The settings by their names, as sysctl(8) writes them: a dot in an interface's name is a slash there.</summary>
    /// <exception cref="Linux.KernelException">One is not ours to read.</exception>
    public static Dictionary<string, string> Read()
    {
        var settings = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var path in s_single) Add(settings, path);
        foreach (var (folder, names) in s_each)
        {
            foreach (var link in KernelSettings.List(folder))
            {
                foreach (var name in names) Add(settings, $"{folder}/{link}/{name}");
            }
        }

        return settings;
    }

    private static void Add(Dictionary<string, string> settings, string path)
    {
        if (KernelSettings.Read(path) is { } value) settings[Name(path)] = value;
    }

    private static string Name(string path) =>
        string.Create(path.Length, path, static (name, path) =>
        {
            for (var i = 0; i < name.Length; i++) name[i] = path[i] switch { '/' => '.', '.' => '/', var other => other };
        });
}
