using System.Text.Json;
using ContainerNet.Runtime;
using Xunit;

namespace ContainerNet.Unit.Runtime;

public class RuntimeTextTests
{
    private const string Id = "e12535c5bb6e57742613dbb7548fa33d8398d8f9c5a1b3de2a7baaa02884b821";
    private const string Other = "f12535c5bb6e57742613dbb7548fa33d8398d8f9c5a1b3de2a7baaa02884b821";

    [Theory]
    [InlineData($"0::/system.slice/docker-{Id}.scope\n", true)]
    [InlineData($"0::/docker/{Id}\n", true)]
    [InlineData($"0::/docker/{Id}/init.scope\n", true)]
    [InlineData($"0::/../../{Id}\n", true)]
    [InlineData($"12:pids:/docker/{Id}\n11:cpu,cpuacct:/docker/{Id}\n1:name=systemd:/docker/{Id}\n0::/\n", true)]
    [InlineData($"4:memory:/my:parent/{Id}\n", true)]
    [InlineData($"0::/docker/{Other}\n", false)]
    [InlineData($"0::/system.slice/docker-{Other}.scope\n", false)]
    [InlineData($"0::/docker/x{Id}\n", false)]
    [InlineData($"0::/docker/{Id}x/y\n", false)]
    [InlineData($"0::/docker-{Id}.service\n", false)]
    [InlineData("0::/user.slice\n", false)]
    [InlineData($"{Id}\n", false)]
    [InlineData("", false)]
    public void A_cgroup_names_a_container_or_does_not(string text, bool named) => Assert.Equal(named, CgroupText.Names(text, Id));

    [Theory]
    [InlineData("--root /run/r --log /l.json --log-format json --systemd-cgroup create --bundle /b --pid-file /p --no-pivot abc", "create", "/b", "/l.json")]
    [InlineData("--root=/run/r --log=/l.json --log-format=json create --bundle=/b abc", "create", "/b", "/l.json")]
    [InlineData("-log /l.json create -b /b abc", "create", "/b", "/l.json")]
    [InlineData("create abc", "create", ".", null)]
    [InlineData("create abc --bundle /b", "create", "/b", null)]
    [InlineData("--root create state abc", "state", ".", null)]
    [InlineData("--log /l.json exec --process /p abc create --bundle /x", "exec", ".", "/l.json")]
    [InlineData("--version", "", ".", null)]
    [InlineData("", "", ".", null)]
    [InlineData("--log", "", ".", null)]
    public void The_engine_s_command_line_is_understood(string text, string command, string bundle, string? log)
    {
        var line = CommandLine.Parse(text.Split(' ', StringSplitOptions.RemoveEmptyEntries));

        Assert.Equal((command, bundle, log), (line.Command, line.Bundle, line.Log));
    }

    [Theory]
    [InlineData("plain")]
    [InlineData("a \"quoted\" path\\with\nlines\tand 值")]
    public void A_line_of_the_log_is_JSON_that_the_engine_reads(string message)
    {
        using var line = JsonDocument.Parse(ErrorLog.JsonLine(message));

        Assert.Equal("error", line.RootElement.GetProperty("level").GetString());
        Assert.Equal($"containernet-runtime: {message}", line.RootElement.GetProperty("msg").GetString());
        Assert.True(line.RootElement.GetProperty("time").TryGetDateTime(out _));
    }
}
