namespace ContainerNet.Lab.Help;

/// <summary>What the examples of the help take for given beside a container named web: a network, an archive in the current folder, a docker context.</summary>
public sealed class HelpScene : IDisposable
{
    private readonly LabFixture _lab;
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("containernet-help-");
    private readonly string? _configuration = Environment.GetEnvironmentVariable("DOCKER_CONFIG");

    public HelpScene(LabFixture lab)
    {
        _lab = lab;
        Environment.SetEnvironmentVariable("DOCKER_CONFIG", Folder);
        lab.Inside.Docker("--config", Folder, "context", "create", "lab", "--docker", $"host={lab.Lab.Names.DockerHost}");
        lab.Inside.Docker("network", "create", "backend");
        File.WriteAllText(Path.Combine(Folder, "index.html"), "hello");
        lab.Inside.Run("tar", "-C", Folder, "-cf", Path.Combine(Folder, "site.tar"), "index.html");
    }

    /// <summary>The current folder of the examples.</summary>
    public string Folder => _folder.FullName;

    public void Dispose()
    {
        _lab.Inside.Docker("network", "rm", "backend");
        Environment.SetEnvironmentVariable("DOCKER_CONFIG", _configuration);
        _folder.Delete(recursive: true);
    }
}
