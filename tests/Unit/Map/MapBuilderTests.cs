using ContainerNet.Services.Map;
using Xunit;

namespace ContainerNet.Unit.Map;

public class MapBuilderTests
{
    private readonly MapScene _scene = MapScene.OfEveryMode();

    [Fact]
    public void Each_container_stands_where_its_mode_puts_it() => Assert.Equal(
        ["Attached web probe", "Attached app", "Host agent", "Closed job", "Stopped done"],
        _scene.Map().Spaces.Select(static space => $"{space.Kind} {string.Join(' ', space.Containers.Select(static one => one.Name))}"));

    [Fact]
    public void A_port_of_both_families_is_one() => Assert.Equal(["8080 80/tcp"], _scene.Map().Spaces[0].Ports.Select(static port => $"{port.Outer} {port.Inner}"));

    [Fact]
    public void Nothing_is_wrong_with_it()
    {
        var map = _scene.Map();

        Assert.Empty(map.Faults);
        Assert.DoesNotContain(map.Spaces, static space => space.IsFaulty);
    }

    [Fact]
    public void The_way_out_is_that_of_the_default_route() => Assert.Equal(["eth0 True"], _scene.Map().Uplinks.Select(static one => $"{one.Name} {one.IsDefault}"));

    [Fact]
    public void Without_the_kernel_the_engine_tells_who_stands_together()
    {
        _scene.HasKernel = false;

        Assert.Equal(["web probe", "app", "agent", "job", "done"], _scene.Map().Spaces.Select(static space => string.Join(' ', space.Containers.Select(static one => one.Name))));
        Assert.Equal(["172.17.0.2"], _scene.Map().Spaces[0].Links[0].Addresses);
    }

    [Fact]
    public void One_that_its_donor_has_left_says_so()
    {
        _scene.LeaveBehind("stale", "web");
        var stale = Assert.Single(_scene.Map().Spaces, static space => space.Kind == MapSpaceKind.LeftBehind);

        Assert.Contains("web", Assert.Single(stale.Containers[0].Faults), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("127.0.0.1", "80/tcp listens on loopback only")]
    [InlineData("", "nobody listens on 80/tcp")]
    public void A_published_port_that_nobody_takes_says_so_once(string listens, string fault)
    {
        _scene.Add("api", ContainerMode.Bridged, "bridge", MapScene.Port("0.0.0.0", 8081) with { ContainerPort = listens.Length > 0 ? 80 : 81 }, listens: listens.Length > 0 ? listens : "0.0.0.0");
        var port = Assert.Single(Assert.Single(_scene.Map().Spaces, static space => space.Containers[0].Name == "api").Ports);

        Assert.Equal([fault.Replace("nobody listens on 80", "nobody listens on 81", StringComparison.Ordinal)], port.Faults);
    }

    [Theory]
    [InlineData("veth-web-bridge", "UP", "", "veth-web-bridge is no port of a bridge")]
    [InlineData("veth-web-bridge", "UP", "br-backend", "veth-web-bridge is a port of br-backend instead of docker0")]
    [InlineData("veth-web-bridge", "", "docker0", "the interface veth-web-bridge is down")]
    public void A_veth_pair_that_leads_nowhere_says_so(string link, string flag, string bridge, string fault)
    {
        var i = _scene.HostLinks.FindIndex(one => one.Name == link);
        _scene.HostLinks[i] = _scene.HostLinks[i] with { Flags = flag.Length > 0 ? [flag] : [] };
        var snapshot = _scene.Snapshot();
        var home = Array.Find(snapshot.Namespaces, static one => one.Inode == 100)!;
        home.Interfaces[1] = home.Interfaces[1] with { Bridge = bridge };

        Assert.Equal([fault], MapBuilder.Build(snapshot).Spaces[0].Links[0].Faults);
    }

    [Fact]
    public void A_bridge_that_is_gone_says_so()
    {
        _scene.HostLinks.RemoveAll(static one => one.Name == "docker0");

        Assert.Equal(["the bridge docker0 is not there"], _scene.Map().Networks[0].Faults);
    }

    [Fact]
    public void What_else_was_found_is_drawn_where_it_is()
    {
        var map = _scene.Map(
            new MapMark("one") { ContainerId = MapScene.Id("web") }, new MapMark("two") { ContainerId = MapScene.Id("web"), HostPort = 8080, Protocol = "tcp" },
            new MapMark("three") { Link = "veth-web-bridge" }, new MapMark("four") { Link = "eth0" }, new MapMark("five") { Link = "docker0" }, new MapMark("six") { Link = "nowhere" }, new MapMark("seven"));
        var web = map.Spaces[0];

        Assert.Equal("one two three four five six,seven",
            $"{web.Containers[0].Faults[0]} {web.Ports[0].Faults[0]} {web.Links[0].Faults[0]} {map.Uplinks[0].Faults[0]} {map.Networks[0].Faults[0]} {string.Join(',', map.Faults)}");
    }

    [Fact]
    public void One_on_two_networks_is_drawn_once_and_named_at_the_other() => Assert.Equal(
        ["bridge: web, app", "backend: app (bridge)"],
        MapSections.Of(_scene.Map(), 10).Where(static one => one.Network is not null)
            .Select(static section => $"{section.Network!.Name}: {string.Join(", ", section.Cells.Select(static cell => cell.IsReference ? $"{cell.Name} ({cell.Home})" : cell.Name))}"));

    [Fact]
    public void What_is_alike_is_folded_where_it_is_too_much_and_nothing_else_is()
    {
        for (var i = 1; i <= 30; i++) _scene.Add($"job-{i}", ContainerMode.Bridged, "backend", image: i == 30 ? "other" : "busybox");
        var cells = MapSections.Of(_scene.Map(), 20).Single(static one => one.Network?.Name == "backend").Cells;

        Assert.Equal(["29 × busybox, job-1 … job-29", "job-30", "app"], cells.Select(static cell => cell.IsFolded ? $"{MapWords.Folded(cell)}, {cell.Range}" : cell.Name));
    }

    [Theory]
    [InlineData("web-2", "web-10")]
    [InlineData("web", "web-1")]
    [InlineData("a01", "a2")]
    [InlineData("a01", "a1")]
    public void Names_are_ordered_as_people_do(string first, string second)
    {
        Assert.True(NaturalOrder.Instance.Compare(first, second) < 0);
        Assert.True(NaturalOrder.Instance.Compare(second, first) > 0);
    }
}
