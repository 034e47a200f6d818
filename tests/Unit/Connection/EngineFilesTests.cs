using ContainerNet.Services;
using ContainerNet.Services.Connection;
using ContainerNet.Unit.Help;
using Xunit;

namespace ContainerNet.Unit.Connection;

/// <summary>Modules whose files did not all arrive.</summary>
public sealed class EngineFilesTests : IDisposable
{
    private readonly DirectoryInfo _root = Directory.CreateTempSubdirectory("containernet-");

    [Fact]
    public void A_module_with_all_its_files_is_loaded()
    {
        Copy(static _ => true);

        Assert.Equal("DockerEngineFactory", EngineFactoryLoader.Load(_root.FullName).GetType().Name);
    }

    [Theory]
    [InlineData("ContainerNet.Docker.dll")]
    [InlineData("Docker.DotNet.dll")]
    public void The_file_that_is_missing_is_named(string missing)
    {
        Copy(file => file != missing);

        AssertMissing(missing);
    }

    [Fact]
    public void Without_the_folder_it_is_named() => AssertMissing(Folder);

    [Fact]
    public void A_file_that_was_cut_short_is_told()
    {
        Copy(static _ => true);
        using (var file = File.OpenWrite(Path.Combine(Folder, "ContainerNet.Docker.dll"))) file.SetLength(100);

        AssertMissing("ContainerNet.Docker.dll");
    }

    public void Dispose() => _root.Delete(recursive: true);

    private string Folder => Path.Combine(_root.FullName, "any");

    private void AssertMissing(string told)
    {
        var error = Assert.Throws<ContainerNetException>(() => EngineFactoryLoader.Load(_root.FullName));

        Assert.Equal((ErrorId.EngineFilesMissing, Folder), (error.Id, error.Target));
        Assert.Contains(told, error.Message, StringComparison.Ordinal);
    }

    /// <summary>The plain files, which every runtime loads.</summary>
    private void Copy(Func<string, bool> wanted)
    {
        Directory.CreateDirectory(Folder);
        foreach (var file in Directory.EnumerateFiles(Path.Combine(Repository.Root, "bin", "engine", "any")).Where(file => wanted(Path.GetFileName(file))))
            File.Copy(file, Path.Combine(Folder, Path.GetFileName(file)));
    }
}
