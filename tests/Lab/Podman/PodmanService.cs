using ContainerNet.LabKit;
using Xunit;

namespace ContainerNet.Lab.Podman;

/// <summary>A podman service in the lab's network and with the lab's mounts, with images and containers of its own.</summary>
internal sealed class PodmanService : IAsyncDisposable
{
    private const string Service = """
        rm -rf "$1" && mkdir "$1" && exec podman --root "$1/root" --runroot "$1/run" --tmpdir "$1/tmp" --storage-driver vfs \
            --cgroup-manager cgroupfs --runtime "$(command -v runc || command -v crun)" --events-backend file system service --time 0 "unix://$2"
        """;

    // podman's own limits are higher than what some machines allow anybody.
    private const int Limit = 1024;
    private const int Rounds = 5;

    private static readonly TimeSpan s_longest = TimeSpan.FromSeconds(30);
    private readonly LabFixture _lab;
    private readonly BackgroundTool _service;

    private PodmanService(LabFixture lab)
    {
        _lab = lab;
        Socket = Path.Combine(lab.Lab.Names.RunFolder, "podman.sock");
        Engine = new OtherEngine(lab, Socket);
        _service = lab.Inside.Start("sh", "-c", Service, "sh", "/var/lib/podman-lab", Socket);
    }

    public OtherEngine Engine { get; }

    /// <summary>What every container is made with: low limits, and a control group that goes with the lab.</summary>
    public string HostConfig =>
        $"@{{ CgroupParent = '/{_lab.Lab.Names.Name}'; Ulimits = @('nofile', 'nproc' | ForEach-Object {{ @{{ Name = $_; Soft = {Limit}; Hard = {Limit} }} }}) }}";

    private string Socket { get; }

    public static async Task<PodmanService> StartAsync(LabFixture lab)
    {
        var service = new PodmanService(lab);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        limit.CancelAfter(s_longest);
        while (!lab.Inside.Try("curl", "-sSf", "--unix-socket", service.Socket, "http://podman/_ping").Succeeded)
        {
            if (limit.IsCancellationRequested) throw new LabException($"podman gave no answer: {service._service.Error}");
            await Task.Delay(50, TestContext.Current.CancellationToken);
        }

        service.Engine.LoadImage();
        return service;
    }

    /// <summary>Runs a container.</summary>
    public void Run(string name, string[] options, params string[] command) => Engine.Docker(
        ["run", "--detach", "--cgroup-parent", $"/{_lab.Lab.Names.Name}", "--ulimit", $"nofile={Limit}", "--ulimit", $"nproc={Limit}", "--name", name, .. options, "busybox", .. command]);

    public async ValueTask DisposeAsync()
    {
        try
        {
            // A donor is not removed while another has joined it, and the list has no order that tells: what is left after a round is tried again.
            for (var round = 1; Engine.Containers() is { Length: > 0 } left; round++)
            {
                var failed = left.Select(id => _lab.Inside.Try("docker", "--host", Engine.Uri, "rm", "--force", id)).Where(static result => !result.Succeeded).ToArray();
                if (failed.Length == left.Length || round == Rounds) throw new LabException($"podman keeps containers: {failed.FirstOrDefault()?.Error}");
            }
        }
        finally
        {
            await _service.DisposeAsync();
            File.Delete(Socket);
        }
    }
}
