using ContainerNet.LabKit;
using Xunit;

namespace ContainerNet.Lab.Rootless;

/// <summary>An engine that a user runs without root (rootlesskit), on the lab's host: a user, files and containers of its own.</summary>
public sealed class RootlessEngine(LabFixture lab) : IAsyncLifetime
{
    /// <summary>A port of the host that <c>web</c> is published on.</summary>
    public const int HostPort = 18098;

    private const string Folder = "/run/rootless";

    // The lab's own /etc and /opt: the user and its home go with the lab. As docker's script for it: /run and /etc are the engine's to change.
    private const string Service = """
        id rootless 2>&- || useradd --create-home --home-dir /opt/rootless rootless
        mkdir -p "$1" && chown rootless "$1"
        exec setpriv --reuid rootless --regid rootless --clear-groups env HOME=/opt/rootless XDG_RUNTIME_DIR="$1" \
            rootlesskit --net=slirp4netns --mtu=1500 --disable-host-loopback --port-driver=builtin --copy-up=/etc --copy-up=/run --propagation=rslave \
            sh -c 'rm -f /run/docker /run/containerd /run/xtables.lock; exec dockerd --host "$1" --storage-driver vfs' sh "$2"
        """;

    private static readonly TimeSpan s_longest = TimeSpan.FromSeconds(30);
    private BackgroundTool? _service;

    internal OtherEngine Engine { get; } = new(lab, $"{Folder}/docker.sock");

    public async ValueTask InitializeAsync()
    {
        _service = lab.Inside.Start("sh", "-c", Service, "sh", Folder, Engine.Uri);
        using var limit = new CancellationTokenSource(s_longest);
        while (!Engine.IsUp)
        {
            if (limit.IsCancellationRequested || _service.HasExited) throw new LabException($"The rootless engine gave no answer: {_service.Error}");
            await Task.Delay(50, CancellationToken.None);
        }

        Engine.LoadImage();
        Engine.Docker("run", "--detach", "--name", "web", "--publish", $"{HostPort}:80", "--ipc", "shareable", "busybox", "sh", "-c", "echo It works. > /index.html; exec httpd -f -p 80");
    }

    public async ValueTask DisposeAsync()
    {
        if (_service is null) return;
        foreach (var id in Engine.Containers()) lab.Inside.Try("docker", "--host", Engine.Uri, "rm", "--force", id);
        // Its shims go with dockerd, when that is asked to end.
        await _service.StopAsync();
        await _service.DisposeAsync();
    }
}
