using System.Management.Automation;
using Xunit;
using static ContainerNet.Lab.Inspect.InspectScene;

namespace ContainerNet.Lab.Inspect;

/// <summary>What Get-ContainerNamespace says, against <c>readlink /proc/pid/ns/*</c>.</summary>
public sealed class GetContainerNamespaceTests(LabFixture lab) : IDisposable
{
    private static readonly string[] s_types = ["net", "uts", "ipc", "pid", "mnt", "user", "cgroup", "time"];

    private readonly InspectScene _scene = new(lab);

    [Fact]
    public void In_every_mode_each_type_has_the_inode_of_proc()
    {
        _scene.RunEveryMode();
        foreach (var container in Containers)
        {
            Assert.Equal(s_types.Select(_scene.Of(container).Link), _scene.Invoke($"Get-ContainerNamespace {container}").OrThrow().Select(static one => $"{one.BaseObject}"));
            Assert.All(_scene.Invoke($"Get-ContainerNamespace {container}").OrThrow(), static one => Assert.Equal($"{one.BaseObject}", new FileInfo(Text(one, "Path")).LinkTarget));
        }
    }

    [Fact]
    public void Whether_it_is_the_host_s_and_who_shares_it_is_what_the_links_say()
    {
        _scene.RunEveryMode();
        var links = Containers.ToDictionary(static name => name, name => s_types.ToDictionary(static type => type, type => _scene.Of(name).Link(type)));
        foreach (var one in _scene.Invoke("Get-ContainerNamespace").OrThrow())
        {
            var (name, type) = (Text(one, "ContainerName"), Text(one, "Type"));
            var sharing = Containers.Where(other => other != name && links[other][type] == links[name][type]).Order(StringComparer.Ordinal);

            Assert.Equal(string.Join(',', sharing), Text(one, "SharedWith"));
            Assert.Equal($"{links[name][type] == lab.Inside.Run("readlink", $"/proc/self/ns/{type}")}", Text(one, "IsHost"));
        }
    }

    [Fact]
    public void One_that_is_named_is_compared_with_all_that_run()
    {
        _scene.RunEveryMode();
        Assert.Equal("cn-guest", Text(Only("Get-ContainerNamespace cn-web -Type net"), "SharedWith"));
        Assert.Equal("True", Text(Only("Get-ContainerNamespace cn-agent -Type net"), "IsHost"));
        Assert.Equal("False", Text(Only("Get-ContainerNamespace cn-agent -Type mnt"), "IsHost"));
    }

    public void Dispose() => _scene.Dispose();

    private PSObject Only(string script) => Assert.Single(_scene.Invoke(script).OrThrow());
}
