using ContainerNet.LabKit;
using Xunit;

namespace ContainerNet.Lab.Faults;

/// <summary>A real registry on the lab's loopback, which the engine trusts without TLS, and images in it that are not on the engine.</summary>
public sealed class Registry(LabFixture lab) : IAsyncLifetime
{
    /// <summary>One layer of busybox.</summary>
    public const string Small = Authority + "/busybox:latest";

    /// <summary>Three layers, 24 MiB of them of bytes that cannot be compressed.</summary>
    public const string Large = Authority + "/team/large:1";

    private const string Authority = "127.0.0.1:5000";
    private static readonly string[] s_programs = ["/usr/bin/docker-registry", "/usr/local/bin/docker-registry", RepositoryRoot.Combine("artifacts/registry/usr/bin/docker-registry")];
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("cn-registry-");
    private BackgroundTool? _tool;

    /// <summary>What the registry is asked for and does not have: a tag, and a repository.</summary>
    public static string[] Absent => [Authority + "/busybox:absent", Authority + "/nosuch:latest"];

    public async ValueTask InitializeAsync()
    {
        var program = Array.Find(s_programs, File.Exists)
            ?? throw new LabException($"There is no {s_programs[^1]}: ./build.sh test unpacks it from Debian's package docker-registry.");
        var configuration = Path.Combine(_folder.FullName, "config.yml");
        await File.WriteAllTextAsync(configuration, $"version: 0.1\nstorage: {{ filesystem: {{ rootdirectory: {_folder.FullName} }} }}\nhttp: {{ addr: \"{Authority}\" }}\n");
        _tool = lab.Inside.Start(program, "serve", configuration);
        await _tool.WaitForLineAsync("listening on");
        Fill();
    }

    /// <summary>Takes the images from the engine, so that they have to be pulled.</summary>
    public void Forget()
    {
        foreach (var image in new[] { Small, Large }) lab.Inside.Try("docker", "image", "rm", "--force", image);
    }

    public async ValueTask DisposeAsync()
    {
        lab.RemoveAllContainers();
        Forget();
        if (_tool is not null) await _tool.DisposeAsync();
        _folder.Delete(recursive: true);
    }

    private void Fill()
    {
        lab.Inside.Docker("tag", LabImages.Busybox, Small);
        lab.Inside.Docker("push", Small);
        for (var layer = 1; layer <= 2; layer++)
        {
            var from = layer == 1 ? LabImages.Busybox : Large;
            lab.Inside.Docker("run", "--name", "filler", from, "dd", "if=/dev/urandom", $"of=/random{layer}", "bs=1M", "count=12");
            lab.Inside.Docker("commit", "filler", Large);
            lab.Inside.Docker("rm", "filler");
        }

        lab.Inside.Docker("push", Large);
        Forget();
    }
}
