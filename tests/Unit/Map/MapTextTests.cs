using System.Text.RegularExpressions;
using ContainerNet.Services.Map;
using Xunit;

namespace ContainerNet.Unit.Map;

public partial class MapTextTests
{
    private readonly MapScene _scene = MapScene.OfEveryMode();

    [Fact]
    public void It_is_a_tree() => Assert.Equal(
        """
        host1  Docker 20.10.24  containers: 6, networks: 2, faults: 0  2026-11-28 04:05:06
        ├─ eth0  192.0.2.1  the way out
        ├─ docker0  network bridge  172.17.0.0/16
        │  ├─ web  172.17.0.2  veth-web-bridge  busybox
        │  │  ├─ 8080 ──▶ 80/tcp
        │  │  └─ probe  joined over lo  busybox
        │  └─ app  172.17.0.3  veth-app-bridge  busybox
        ├─ br-backend  network backend  10.201.1.0/24  internal: no way out
        │  └─ app  10.201.1.3  veth-app-backend  drawn at bridge
        ├─ in the host's own network
        │  └─ agent  busybox
        ├─ closed: lo alone
        │  └─ job  busybox
        └─ not running
           └─ done  busybox (Exited)
        """.Replace("04:05:06", "04:05:06 UTC", StringComparison.Ordinal), string.Join('\n', Draw(100)));

    [Theory]
    [InlineData(40)]
    [InlineData(79)]
    public void No_line_is_wider_than_it_may(int width)
    {
        for (var i = 1; i <= 60; i++) _scene.Add($"a-rather-long-name-of-a-container-{i}", ContainerMode.Bridged, "bridge", MapScene.Port("192.0.2.1", 9000 + i) with { AllowFrom = ["10.0.0.0/8", "192.168.0.0/16", "2001:db8::/32"] });

        Assert.All(Draw(width), line => Assert.InRange(TextWidth.Of(line.Text), 1, width));
    }

    [Fact]
    public void Colours_change_nothing_of_the_text_and_faults_are_red()
    {
        _scene.LeaveBehind("stale", "web");
        var lines = Draw(80);

        Assert.All(lines, static line => Assert.Equal(line.Text, Colour().Replace(line.Paint(), "").TrimEnd()));
        Assert.All(lines, static line => Assert.DoesNotContain('\x1b', line.Text));
        Assert.Contains("\x1b[31m", Assert.Single(lines, static line => line.IsFault).Paint(), StringComparison.Ordinal);
    }

    [Fact]
    public void Lines_say_which_container_they_are_about() =>
        Assert.Equal(["web", "probe", "app", "app", "agent", "job", "done"], Draw(80).Where(static line => line.ContainerId.Length > 0).Select(static line => line.ContainerName));

    [Fact]
    public void What_steers_a_terminal_is_not_let_through()
    {
        _scene.Change("web", static one => one with { Image = "a\x1b[2Jb\u202Ec" });

        Assert.Contains("a\uFFFD[2Jb\uFFFDc", string.Join('\n', Draw(100)), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("host", 4)]
    [InlineData("主机", 4)]
    [InlineData("", 0)]
    public void Chinese_is_twice_as_wide(string text, int width) => Assert.Equal(width, TextWidth.Of(text));

    [Fact]
    public void Text_is_broken_between_words_and_within_those_that_have_no_place() =>
        Assert.Equal(["one two", "threefou", "rfive"], TextWidth.Wrap("one two threefourfive", 8));

    private NetworkMapLine[] Draw(int width) => [.. MapText.Draw(_scene.Map(), width)];

    [GeneratedRegex(@"\x1b\[\d*m")]
    private static partial Regex Colour();
}
