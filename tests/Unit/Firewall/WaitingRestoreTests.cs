using System.Net.Sockets;
using ContainerNet.Iptables;
using ContainerNet.Linux;
using ContainerNet.Services;
using ContainerNet.Services.Firewall;
using Xunit;

namespace ContainerNet.Unit.Firewall;

/// <summary>A tool that waits for its script gets one, or nothing.</summary>
public class WaitingRestoreTests
{
    private readonly RestoreScript _script = new();

    public WaitingRestoreTests() => _script.Add("nat", "-N X");

    [Fact]
    public async Task It_takes_a_script_once()
    {
        await using var waiting = Wait();
        var run = waiting.Take("", AddressFamily.InterNetwork, _script);

        Assert.Equal("*nat\n-N X\nCOMMIT\n", (await run!).StandardOutput);
        Assert.Null(waiting.Take("", AddressFamily.InterNetwork, _script));
    }

    [Theory]
    [InlineData("-legacy", AddressFamily.InterNetwork)]
    [InlineData("", AddressFamily.InterNetworkV6)]
    public async Task It_takes_no_script_of_other_rules(string variant, AddressFamily family)
    {
        await using var waiting = Wait();

        Assert.Null(waiting.Take(variant, family, _script));
    }

    [Fact]
    public async Task What_gets_no_script_gets_nothing_to_do()
    {
        string? told = null;
        var waiting = new WaitingRestore("", AddressFamily.InterNetwork, async input =>
        {
            told = await input;
            return new ProcessResult([], 0, "", "");
        });
        await waiting.DisposeAsync();

        Assert.Equal("", told);
        Assert.Null(waiting.Take("", AddressFamily.InterNetwork, _script));
    }

    [Fact]
    public async Task A_tool_that_could_not_start_takes_nothing_and_says_nothing()
    {
        var waiting = new WaitingRestore(
            "", AddressFamily.InterNetwork, static _ => Task.FromException<ProcessResult>(ContainerNetException.Create(ErrorId.ToolNotFound, null, "x", "x", "")));

        Assert.Null(waiting.Take("", AddressFamily.InterNetwork, _script));
        await waiting.DisposeAsync();
    }

    private static WaitingRestore Wait() => new("", AddressFamily.InterNetwork, static async input => new ProcessResult([], 0, await input, ""));
}
