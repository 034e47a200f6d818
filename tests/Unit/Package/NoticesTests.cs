using System.Text.Json;
using ContainerNet.Unit.Help;
using Xunit;

namespace ContainerNet.Unit.Package;

/// <summary>What others have written and the package carries is named, in the version that it carries.</summary>
public class NoticesTests
{
    [Fact]
    public void Each_assembly_of_others_is_named_with_its_version()
    {
        var notices = Repository.Read("THIRD-PARTY-NOTICES");
        var versions = Versions();
        var carried = Directory.EnumerateFiles(Path.Combine(Repository.Root, "bin"), "*.dll", SearchOption.AllDirectories)
            .Select(static file => Path.GetFileNameWithoutExtension(file)).Where(static name => !name.StartsWith("ContainerNet", StringComparison.Ordinal))
            .Distinct().ToArray();

        Assert.NotEmpty(carried);
        Assert.All(carried, name =>
        {
            Assert.Contains($"\n{name} {versions[name]}, https://", notices, StringComparison.Ordinal);
            Assert.Contains($"\nbin/engine/*/{name}.dll\n", notices, StringComparison.Ordinal);
        });
        Assert.Equal(carried.Length, notices.Split("\nbin/engine/").Length - 1);
    }

    private static Dictionary<string, string> Versions()
    {
        using var file = JsonDocument.Parse(Repository.Read("src", "ContainerNet.Docker", "packages.lock.json"));
        return file.RootElement.GetProperty("dependencies").GetProperty("net10.0").EnumerateObject()
            .Where(static package => package.Value.TryGetProperty("resolved", out _))
            .ToDictionary(static package => package.Name, static package => package.Value.GetProperty("resolved").GetString()!);
    }
}
