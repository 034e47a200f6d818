using System.Diagnostics;
using ContainerNet.Linux;
using ContainerNet.Services;
using Xunit;

namespace ContainerNet.Unit.Linux;

public class ProcessRunnerTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task No_argument_is_read_by_a_shell()
    {
        string[] arguments = ["%s|", "a b", "$(id)", "*", "\"", "'; exit 1", "", "-x", "容\n器"];

        var result = await ProcessRunner.RunAsync("printf", arguments, Token);

        Assert.Equal(string.Concat(arguments.Skip(1).Select(text => text + "|")), result.StandardOutput);
    }

    [Fact]
    public async Task A_tool_speaks_the_language_C() =>
        Assert.Contains("LC_ALL=C\n", (await ProcessRunner.RunAsync("env", [], Token)).StandardOutput, StringComparison.Ordinal);

    [Fact]
    public async Task Input_and_output_larger_than_a_pipe_pass_whole()
    {
        var input = new string('x', 3_000_000);

        Assert.Equal(input, (await ProcessRunner.RunAsync("cat", [], Token, input)).StandardOutput);
    }

    [Fact]
    public async Task Input_may_come_when_the_tool_already_waits_for_it()
    {
        var input = new TaskCompletionSource<string>();
        var running = ProcessRunner.TryRunAsync("cat", [], input.Task, Token);
        Assert.False(running.IsCompleted);
        input.SetResult("late");

        Assert.Equal("late", (await running).StandardOutput);
    }

    [Fact]
    public async Task The_limit_counts_from_the_input()
    {
        var input = new TaskCompletionSource<string>();
        var running = ProcessRunner.TryRunAsync("cat", [], input.Task, Token, TimeSpan.FromSeconds(1));
        await Task.Delay(TimeSpan.FromSeconds(1.5), Token);
        input.SetResult("late");

        Assert.Equal("late", (await running).StandardOutput);
    }

    [Fact]
    public async Task Input_that_is_not_read_is_no_error() =>
        Assert.Equal(0, (await ProcessRunner.RunAsync("true", [], Token, new string('x', 3_000_000))).ExitCode);

    [Fact]
    public async Task A_failure_names_argument_vector_status_and_standard_error()
    {
        var error = await Assert.ThrowsAsync<ContainerNetException>(() => ProcessRunner.RunAsync("ls", ["/does/not/exist"], Token));

        Assert.Equal(ErrorId.ToolFailed, error.Id);
        var result = Assert.IsType<ProcessFailedException>(error.InnerException).Result;
        Assert.Equal("/does/not/exist", result.Arguments[1]);
        Assert.StartsWith("/", result.Arguments[0], StringComparison.Ordinal);
        Assert.Equal(2, result.ExitCode);
        Assert.Contains("No such file", result.StandardError, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_tool_outside_the_systems_folders_is_not_found() =>
        Assert.Equal(ErrorId.ToolNotFound, (await Assert.ThrowsAsync<ContainerNetException>(() => ProcessRunner.RunAsync("no-such-tool", [], Token))).Id);

    [Fact]
    public async Task A_tool_that_takes_too_long_is_stopped()
    {
        var clock = Stopwatch.StartNew();

        var error = await Assert.ThrowsAsync<ContainerNetException>(
            () => ProcessRunner.RunAsync("sleep", ["61"], Token, limit: TimeSpan.FromMilliseconds(200)));

        Assert.Equal(ErrorId.ToolTimedOut, error.Id);
        Assert.True(clock.Elapsed < TimeSpan.FromSeconds(30));
    }

    [Fact]
    public async Task Cancelling_kills_the_tool()
    {
        using var source = CancellationTokenSource.CreateLinkedTokenSource(Token);
        var mark = $"62.{Random.Shared.Next(1_000_000_000)}";
        var run = ProcessRunner.RunAsync("sleep", [mark], source.Token);
        await WaitUntilAsync(() => IsRunning(mark));

        await source.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => run);
        await WaitUntilAsync(() => !IsRunning(mark));
    }

    private static bool IsRunning(string mark) =>
        Process.GetProcessesByName("sleep").Any(process => CommandLine(process.Id).Contains(mark, StringComparison.Ordinal));

    private static string CommandLine(int processId)
    {
        try
        {
            return File.ReadAllText($"/proc/{processId}/cmdline");
        }
        catch (IOException)
        {
            return "";
        }
    }

    private static async Task WaitUntilAsync(Func<bool> condition)
    {
        var clock = Stopwatch.StartNew();
        while (!condition())
        {
            Assert.True(clock.Elapsed < TimeSpan.FromSeconds(20), "It did not happen within 20 seconds.");
            await Task.Delay(10, Token);
        }
    }
}
