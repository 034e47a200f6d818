using System.Management.Automation;
using Xunit;
using static ContainerNet.Lab.Inspect.InspectScene;

namespace ContainerNet.Lab.Inspect;

/// <summary>What Get-ContainerRoute says, against <c>ip route show table all</c> run in the same namespace.</summary>
public sealed class GetContainerRouteTests(LabFixture lab) : IDisposable
{
    private readonly InspectScene _scene = new(lab);

    [Fact]
    public void In_every_mode_each_field_is_that_of_ip()
    {
        _scene.RunEveryMode();
        foreach (var container in Containers) RouteFields.AssertSame(_scene, container);
    }

    [Fact]
    public void In_every_mode_each_line_is_that_of_ip()
    {
        _scene.RunEveryMode();
        foreach (var container in Containers)
            RouteFields.AssertSame(_scene, container, static route => $"{route.BaseObject}", () => _scene.Of(container).Try("ip", "route", "show", "table", "all").OrThrow().Lines.Select(static line => line.TrimEnd()));
    }

    [Fact]
    public void The_names_in_the_namespace_are_used()
    {
        _scene.RunEveryMode();
        _scene.Of("cn-three").Try("ip", "route", "add", "10.9.0.0/16", "dev", "eth2", "table", "77", "proto", "static", "metric", "5", "mtu", "1300").OrThrow();
        var route = Assert.Single(_scene.Invoke("Get-ContainerRoute cn-three -Table 77").OrThrow());

        Assert.Equal("10.9.0.0/16 dev eth2 table 77 proto static scope link metric 5 mtu 1300", $"{route.BaseObject}");
    }

    [Theory]
    [InlineData("-Table main", "-4", "main")]
    [InlineData("-Table local -AddressFamily inet", "-4", "local")]
    [InlineData("-Table main -AddressFamily inet6", "-6", "main")]
    public void Tables_and_families_are_told_apart(string options, string family, string table)
    {
        _scene.RunEveryMode();
        var container = family == "-6" ? "cn-six" : "cn-web";
        var expected = _scene.Of(container).ReadJson(family, "route", "show", "table", table).Select(static one => one.GetProperty("dst").GetString()!).Order(StringComparer.Ordinal);

        Assert.Equal(expected, _scene.Lines($"Get-ContainerRoute {container} {options}", static route => Text(route, "Destination")));
    }

    [Fact]
    public void Without_a_name_all_that_run_are_read_and_a_shared_namespace_stands_under_each_name()
    {
        _scene.RunEveryMode();
        var found = _scene.Invoke("Get-ContainerRoute").OrThrow();

        Assert.Equal(Containers.Order(), found.Select(static route => Text(route, "ContainerName")).Distinct().Order());
        Assert.Equal(Of(found, "cn-web"), Of(found, "cn-guest"));
    }

    [Fact]
    public void A_stopped_container_and_one_that_is_not_there_are_errors_and_the_next_is_read()
    {
        _scene.Run("cn-off", []);
        _scene.Run("cn-on", []);
        lab.Inside.Docker("kill", "cn-off");
        var result = _scene.Invoke("Get-ContainerRoute cn-off, cn-none, cn-on -Table main");

        Assert.Equal(["ContainerNotRunning", "ContainerNotFound"], result.ErrorIds);
        Assert.Equal(2, result.Output.Length);
    }

    [Fact]
    public void A_paused_container_is_read()
    {
        _scene.Run("cn-still", []);
        lab.Inside.Docker("pause", "cn-still");

        Assert.Equal(2, _scene.Invoke("Get-ContainerRoute cn-still -Table main").OrThrow().Length);
        lab.Inside.Docker("unpause", "cn-still");
    }

    public void Dispose() => _scene.Dispose();

    private static string[] Of(PSObject[] routes, string container) =>
        [.. routes.Where(route => Text(route, "ContainerName") == container).Select(static route => $"{route.BaseObject}")];
}
