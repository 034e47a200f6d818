using ContainerNet.Lab.Inspect;
using ContainerNet.LabKit;
using Xunit;

namespace ContainerNet.Lab.Prove;

/// <summary>Maps of a real host, against docker and ip.</summary>
public sealed class NetworkMapTests(LabFixture lab) : IDisposable
{
    private readonly InspectScene _scene = new(lab);
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("containernet-test-");

    [Fact]
    public void Every_container_is_drawn_once_where_docker_has_it()
    {
        _scene.RunEveryMode();
        Export("map.json");

        Assert.Equal(lab.Inside.Docker("ps", "--all", "--format", "{{.Names}}").Split('\n').Order(), Query(".Spaces[].Containers[].Name").Order());
        Assert.Equal(["cn-web cn-guest"], Query(".Spaces[] | select(.Containers | length > 1) | [.Containers[].Name] | join(\" \")"));
        Assert.Equal(["Attached", "Closed", "Host"], Query("[.Spaces[].Kind] | unique[]"));
        Assert.Equal(
            lab.Inside.Docker("inspect", "--format", "{{range .NetworkSettings.Networks}}{{.IPAddress}} {{end}}", "cn-three").Split(' ', StringSplitOptions.RemoveEmptyEntries).Order(),
            Query(".Spaces[] | select(.Containers[0].Name == \"cn-three\") | .Links[].Addresses[] | select(contains(\":\") | not)").Order());
        Assert.All(Query(".Spaces[].Links[].HostInterface"), veth => lab.Inside.Run("ip", "link", "show", veth));
        Assert.Equal(["18080 80/tcp"], Query(".Spaces[].Ports[] | \"\\(.Outer) \\(.Inner)\""));
        // What this engine leaves open to every neighbour is a fault: it filters no IPv6. Of the host itself other tests' leavings may be told.
        Assert.All(Query("(.Uplinks, .Networks, .Spaces)[] | .. | .Faults? | select(. != null) | .[]"), static fault => Assert.StartsWith("NothingElseReachable: fd77:", fault, StringComparison.Ordinal));
    }

    [Fact]
    public void Faults_are_drawn_where_they_are()
    {
        _scene.Run("cn-lo", ["--publish", "18081:80"], "httpd", "-f", "-p", "127.0.0.1:80");
        _scene.Run("cn-mute", ["--publish", "18082:80"]);
        _scene.Run("cn-donor", []);
        _scene.Run("cn-stale", ["--network", "container:cn-donor"]);
        lab.Inside.Docker("restart", "--time", "0", "cn-donor");
        var veth = $"{Assert.Single(_scene.Invoke("(Get-ContainerInterface cn-donor -Name eth0).HostInterface").OrThrow())}";
        lab.Inside.Run("ip", "link", "set", veth, "down");

        // A server needs a moment until it listens.
        var faults = Enumerable.Range(0, 20).Select(_ => string.Join('\n', _scene.Lines("Show-ContainerNetworkMap | Where-Object IsFault", static line => $"{line}")))
            .First(static text => !text.Contains("nobody listens on 80/tcp\nnobody", StringComparison.Ordinal));

        Assert.Contains("80/tcp listens on loopback only", faults, StringComparison.Ordinal);
        Assert.Contains("nobody listens on 80/tcp", faults, StringComparison.Ordinal);
        Assert.Contains("cn-donor", faults, StringComparison.Ordinal);
        Assert.Contains($"{veth} is down", faults, StringComparison.Ordinal);
    }

    [Fact]
    public void It_fits_into_80_columns_without_a_window()
    {
        _scene.RunEveryMode();

        Assert.All(_scene.Lines("Show-ContainerNetworkMap", static line => $"{line}"), static line => Assert.InRange(line.Length, 1, 79));
    }

    [Fact]
    public void Without_rights_there_is_what_the_engine_knows()
    {
        _scene.RunEveryMode();
        var text = lab.Inside.Run("setpriv", "--bounding-set=-all", RepositoryRoot.Combine("artifacts", "bin", "ContainerNet.Host", "release", "pshost"), "-Command",
            $"Import-Module {RepositoryRoot.Combine("ContainerNet.psd1")}; (Show-ContainerNetworkMap -WarningAction SilentlyContinue).Text");

        Assert.All(InspectScene.Containers, name => Assert.Contains(name, text, StringComparison.Ordinal));
    }

    [Fact]
    public void A_file_is_replaced_when_that_is_said_and_its_form_is_that_of_its_name()
    {
        _scene.Run("cn-web", []);
        File.WriteAllText(At("a.svg"), "old");

        Assert.Equal(["FileExists"], _scene.Invoke($"Export-ContainerNetworkMap {At("a.svg")}").ErrorIds);
        Assert.Equal(["ArgumentInvalid"], _scene.Invoke($"Export-ContainerNetworkMap {At("a.png")}").ErrorIds);
        Assert.Equal(At("a.svg"), $"{Assert.Single(_scene.Invoke($"(Export-ContainerNetworkMap {At("a.svg")} -Force -PassThru).FullName").OrThrow())}");
        Assert.StartsWith("<svg", File.ReadAllText(At("a.svg")), StringComparison.Ordinal);
        foreach (var (form, start) in new[] { ("mmd", "flowchart"), ("dot", "graph") })
        {
            Export($"b.{form}");
            Assert.StartsWith(start, File.ReadAllText(At($"b.{form}")), StringComparison.Ordinal);
        }
    }

    public void Dispose()
    {
        _scene.Dispose();
        _folder.Delete(recursive: true);
    }

    private string At(string name) => Path.Combine(_folder.FullName, name);

    private void Export(string name) => _scene.Invoke($"Export-ContainerNetworkMap {At(name)}").OrThrow();

    private string[] Query(string filter) => lab.Inside.Run("jq", "-r", filter, At("map.json")).Split('\n', StringSplitOptions.RemoveEmptyEntries);
}
