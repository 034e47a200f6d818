namespace ContainerNet.LabKit;

/// <summary>The two network namespaces and the cable between them.</summary>
internal sealed class LabNetwork(LabNames names)
{
    /// <summary>Where iproute2 keeps the namespaces that have a name.</summary>
    public const string Folder = "/run/netns";

    public static bool FolderExists => Directory.Exists(Folder);

    public async Task CreateAsync(bool ipForward, CancellationToken cancellationToken)
    {
        await IpAsync(cancellationToken, "netns", "add", names.Name);
        await IpAsync(cancellationToken, "netns", "add", names.Outside);
        // Made inside, so that neither end is ever seen on the machine.
        await IpAsync(
            cancellationToken, "-n", names.Name, "link", "add", Addresses.LabLink, "type", "veth", "peer", "name", Addresses.OutsideLink, "netns", names.Outside);
        await EndAsync(names.Name, Addresses.LabLink, [Addresses.Lab4], [Addresses.Lab6], cancellationToken);
        await EndAsync(
            names.Outside,
            Addresses.OutsideLink,
            [Addresses.Outside4, Addresses.SecondOutside4],
            [Addresses.Outside6, Addresses.SecondOutside6],
            cancellationToken);
        await RoutesAsync(names.Name, Addresses.Outside4, Addresses.Outside6, cancellationToken);
        await RoutesAsync(names.Outside, Addresses.Lab4, Addresses.Lab6, cancellationToken);
        // A new namespace takes the value of the machine.
        await SysctlAsync(names.NamespaceFile, "net.ipv4.ip_forward", ipForward ? "1" : "0", cancellationToken);
        await SysctlAsync(names.NamespaceFile, "net.ipv6.conf.all.forwarding", "0", cancellationToken);
        await SysctlAsync(names.OutsideNamespaceFile, "net.ipv4.ip_forward", "0", cancellationToken);
    }

    /// <summary>Removes both namespaces, and with them the cable, every bridge, rule and counter in them.</summary>
    public async Task RemoveAsync(bool alsoFolder, CancellationToken cancellationToken)
    {
        foreach (var (name, file) in new[] { (names.Outside, names.OutsideNamespaceFile), (names.Name, names.NamespaceFile) })
        {
            if (File.Exists(file)) await IpAsync(cancellationToken, "netns", "delete", name);
        }

        if (!alsoFolder || !FolderExists || Directory.EnumerateFileSystemEntries(Folder).Any()) return;
        await Tool.RunAsync(["umount", Folder], cancellationToken: cancellationToken);
        Directory.Delete(Folder);
    }

    private static async Task EndAsync(string space, string link, string[] v4, string[] v6, CancellationToken cancellationToken)
    {
        foreach (var address in v4) await IpAsync(cancellationToken, "-n", space, "address", "add", address + "/24", "dev", link);
        // nodad: usable at once, without the second of duplicate address detection.
        foreach (var address in v6) await IpAsync(cancellationToken, "-n", space, "address", "add", address + "/64", "dev", link, "nodad");
        await IpAsync(cancellationToken, "-n", space, "link", "set", "lo", "up");
        await IpAsync(cancellationToken, "-n", space, "link", "set", link, "up");
    }

    private static async Task RoutesAsync(string space, string via4, string via6, CancellationToken cancellationToken)
    {
        await IpAsync(cancellationToken, "-n", space, "route", "add", "default", "via", via4);
        await IpAsync(cancellationToken, "-n", space, "-6", "route", "add", "default", "via", via6);
    }

    private static async Task SysctlAsync(string file, string key, string value, CancellationToken cancellationToken) =>
        (await Tool.RunAsync(["nsenter", $"--net={file}", "--", "busybox", "sysctl", "-w", $"{key}={value}"], cancellationToken: cancellationToken)).OrThrow();

    private static async Task IpAsync(CancellationToken cancellationToken, params string[] arguments) =>
        (await Tool.RunAsync(["ip", .. arguments], cancellationToken: cancellationToken)).OrThrow();
}
