using ContainerNet.Services.Map;
using ContainerNet.Unit.Checking;
using Xunit;

namespace ContainerNet.Unit.Map;

/// <summary>What Test-ContainerNetwork finds broken is on the map too: every fault that the checks have a case of.</summary>
public class MapChecksTests
{
    private readonly CheckedScene _scene = new();

    public static TheoryData<string> Cases => [.. CheckCase.All.Where(static one => one.Result == CheckResult.Fail).Select(static one => one.Name)];

    [Fact]
    public void Where_nothing_is_wrong_nothing_is_drawn() => Assert.Empty(Faults());

    [Theory]
    [MemberData(nameof(Cases))]
    public void A_broken_promise_is_drawn_once(string name)
    {
        CheckCase.All.Single(one => one.Name == name).Change(_scene);

        // A closed container that publishes a port has two faults: that it does, and that nobody listens there.
        Assert.InRange(Faults().Distinct().Count(), 1, name == "closed, with a port" ? 2 : 1);
    }

    [Fact]
    public void It_is_drawn_at_the_container_it_is_about()
    {
        _scene.Replace(" -j MASQUERADE", " -j RETURN");
        var map = MapBuilder.Build(_scene.Snapshot);

        Assert.StartsWith("SourceNat: ", Assert.Single(map.Spaces.SelectMany(static space => space.Containers).Single(static one => one.Name == "web").Faults), StringComparison.Ordinal);
        Assert.Empty(map.Faults);
    }

    [Fact]
    public void What_is_broken_for_many_is_drawn_once_at_the_host()
    {
        var closed = _scene.Snapshot.Containers.Single(static one => one.Name == "closed");
        var more = Enumerable.Range(1, 9).Select(number => closed with { Name = $"closed-{number}", Id = new string((char)('0' + number), 64) }).ToArray();
        _scene.Snapshot = _scene.Snapshot with { Containers = [.. _scene.Snapshot.Containers, .. more] };
        _scene.Change(2, home => home with
        {
            ContainerIds = [.. home.ContainerIds, .. more.Select(static one => one.Id)], Routes = [.. home.Routes, CheckedScene.Route("198.51.100.0/24", "eth9")],
        });
        var map = MapBuilder.Build(_scene.Snapshot);

        Assert.Contains(map.Faults, static text => text.StartsWith("NoRoute of 10 containers: ", StringComparison.Ordinal));
        Assert.DoesNotContain(map.Spaces.SelectMany(static space => space.Containers).SelectMany(static one => one.Faults), static text => text.StartsWith("NoRoute", StringComparison.Ordinal));
    }

    private string[] Faults()
    {
        var map = MapBuilder.Build(_scene.Snapshot);
        return
        [
            .. map.Faults, .. map.Uplinks.SelectMany(static one => one.Faults), .. map.Networks.SelectMany(static one => one.Faults),
            .. map.Spaces.SelectMany(static space => (string[])
            [
                .. space.Containers.SelectMany(static one => one.Faults), .. space.Links.SelectMany(static one => one.Faults), .. space.Ports.SelectMany(static one => one.Faults),
            ]),
        ];
    }
}
