namespace ContainerNet.LabKit;

/// <summary>
/// The lab's own mount namespace: the files of the host that a lab plays, the same for the engine and for those who work in the lab. What they write
/// outside the engine's data (/run/docker, /run/containernet.lock, /etc/docker/daemon.json, /opt/containerd, /usr/local/lib/containernet,
/// /var/lib/containernet) goes to a tmpfs there, so that it is gone with the lab, two labs never meet in it, and the machine's own files of that kind are not seen.
/// </summary>
internal sealed class LabMounts(LabNames names)
{
    /// <summary>Where the data folder is seen in there: short, and reachable for a remapped root.</summary>
    public const string Data = "/run/data";

    private static readonly string[] s_privateFolders = ["/etc", "/opt", "/usr/local", "/var/lib"];

    // What an engine and this module of the machine's own may have left there.
    private static readonly string[] s_machines = ["/etc/docker", "/usr/local/lib/containernet", "/var/lib/containernet"];

    /// <summary>Starts the process that holds the namespace.</summary>
    public static ProcessIdentity StartHolder(string log) =>
        Daemon.Start(["unshare", "--mount", "--propagation", "private", "--", "sleep", "infinity"], log);

    public async Task PrepareAsync(ProcessIdentity holder, CancellationToken cancellationToken)
    {
        await WaitForUnshareAsync(holder, cancellationToken);
        var run = Path.Combine(names.DataFolder, "run");
        Directory.CreateDirectory(run);
        await MountAsync(holder, cancellationToken, "-t", "tmpfs", "-o", "mode=755", "tmpfs", run);
        var seen = $"/proc/{holder.Id}/root{run}";
        await BindAsync(holder, names.RunFolder, run, names.Name, seen, cancellationToken);
        await BindAsync(holder, LabNetwork.Folder, run, Path.GetFileName(LabNetwork.Folder), seen, cancellationToken);
        await BindAsync(holder, Path.Combine(names.DataFolder, "data"), run, Path.GetFileName(Data), seen, cancellationToken);
        // In a lab made by another's tests they are private by then: it is a second engine on the same host.
        var mounted = File.ReadLines("/proc/self/mountinfo").Select(static line => line.Split(' ')[4]).ToHashSet();
        string[] privately = [.. s_privateFolders.Where(folder => !mounted.Contains(folder))];
        foreach (var folder in privately)
        {
            var upper = Directory.CreateDirectory($"{seen}/private{folder}/upper").Name;
            Directory.CreateDirectory($"{seen}/private{folder}/work");
            var layers = $"{run}/private{folder}";
            if (folder == "/etc") await File.WriteAllTextAsync($"{seen}/private/etc/upper/resolv.conf", $"nameserver {Addresses.Outside4}\n", cancellationToken);
            await MountAsync(
                holder, cancellationToken, "-t", "overlay", "-o", $"lowerdir={folder},upperdir={layers}/{upper},workdir={layers}/work", "overlay", folder);
        }

        foreach (var own in s_machines.Where(own => privately.Any(folder => own.StartsWith(folder + '/', StringComparison.Ordinal))).Select(own => $"/proc/{holder.Id}/root{own}"))
        {
            if (Directory.Exists(own)) Directory.Delete(own, recursive: true);
        }

        await MountAsync(holder, cancellationToken, "--move", run, "/run");
    }

    /// <summary>Has the engine find iptables-legacy under the plain names, which lead to the other program on this machine.</summary>
    public static Task ChooseLegacyIptablesAsync(ProcessIdentity holder, CancellationToken cancellationToken) =>
        MountAsync(holder, cancellationToken, "--bind", "/usr/sbin/xtables-legacy-multi", "/usr/sbin/xtables-nft-multi");

    /// <summary>The argument vector that runs <paramref name="argv"/> in there and in the lab's network.</summary>
    public string[] Enter(ProcessIdentity holder, params IEnumerable<string> argv) =>
        ["nsenter", $"--net={names.NamespaceFile}", $"--mount=/proc/{holder.Id}/ns/mnt", $"--wdns={Environment.CurrentDirectory}", "--", .. argv];

    private static async Task BindAsync(ProcessIdentity holder, string source, string run, string name, string seen, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(source);
        Directory.CreateDirectory(Path.Combine(seen, name));
        await MountAsync(holder, cancellationToken, "--rbind", source, Path.Combine(run, name));
    }

    private static async Task WaitForUnshareAsync(ProcessIdentity holder, CancellationToken cancellationToken)
    {
        var own = ProcessTable.NamespaceOf("self", "mnt");
        while (ProcessTable.NamespaceOf(holder.Id, "mnt") == own)
        {
            if (!ProcessTable.IsAlive(holder)) throw new LabException("unshare --mount was refused: the lab needs root.");
            await Task.Delay(5, cancellationToken);
        }
    }

    private static async Task MountAsync(ProcessIdentity holder, CancellationToken cancellationToken, params string[] arguments) =>
        (await Tool.RunAsync(["nsenter", $"--mount=/proc/{holder.Id}/ns/mnt", "--", "mount", "--no-mtab", .. arguments], cancellationToken: cancellationToken)).OrThrow();
}
