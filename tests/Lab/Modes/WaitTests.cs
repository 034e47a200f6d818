using Xunit;

namespace ContainerNet.Lab.Modes;

public sealed class WaitTests(LabFixture lab) : IDisposable
{
    [Fact]
    public void Standard_output_comes_as_lines_and_standard_error_as_information()
    {
        var result = lab.Session.Invoke("New-ClosedContainer busybox -AutoRemove -Wait -- sh -c 'echo one; echo oops >&2; printf two'");

        Assert.Equal(["one", "two"], result.OrThrow().Select(each => each.ToString()));
        var record = Assert.Single(result.Information);
        Assert.Equal("oops", record.MessageData.ToString());
        Assert.Equal(["PSHOST", "StandardError"], record.Tags);
    }

    [Fact]
    public void A_line_of_standard_error_does_not_end_a_script_that_stops_at_errors()
    {
        var result = lab.Session.Invoke("& { $ErrorActionPreference = 'Stop'; New-ClosedContainer busybox -AutoRemove -Wait -- sh -c 'echo chatter >&2; echo done' }");

        Assert.Equal("done", result.OrThrow().Single().ToString());
    }

    [Fact]
    public void An_exit_code_other_than_zero_is_one_error_with_the_last_lines_of_standard_error()
    {
        var result = lab.Session.Invoke("New-ClosedContainer busybox -Name failing -AutoRemove -Wait -- sh -c 'for i in $(seq 30); do echo line $i >&2; done; exit 7'");

        var error = Assert.Single(result.Errors);
        Assert.Equal(["ContainerExitedNonZero"], result.ErrorIds);
        Assert.Contains("7", error.ToString(), StringComparison.Ordinal);
        Assert.Contains("line 30", error.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("line 10\n", error.ToString(), StringComparison.Ordinal);
        Assert.Equal("failing", error.TargetObject.ToString());
        Assert.Empty(lab.Inside.Docker("ps", "--all", "--quiet"));
    }

    [Fact]
    public void A_run_that_takes_too_long_is_ended_and_removed()
    {
        var result = lab.Session.Invoke("New-ClosedContainer busybox -Wait -TimeoutSec 1 -- sleep 60");

        Assert.Equal(["WaitTimedOut"], result.ErrorIds);
        Assert.Empty(lab.Inside.Docker("ps", "--all", "--quiet"));
    }

    [Fact]
    public void Every_byte_of_a_long_output_arrives_in_order()
    {
        var lines = lab.Session.Invoke("New-ClosedContainer busybox -AutoRemove -Wait -- seq 20000").OrThrow();

        Assert.Equal(Enumerable.Range(1, 20000).Select(each => $"{each}"), lines.Select(each => each.ToString()));
    }

    [Fact]
    public async Task Output_is_not_lost_whatever_the_log_driver_of_the_engine()
    {
        await lab.Lab.Engine.RestartAsync(["--log-driver=none"]);
        try
        {
            for (var run = 0; run < 8; run++)
            {
                var output = lab.Session.Invoke("New-ClosedContainer busybox -AutoRemove -Wait -- sh -c 'echo a; echo b'").OrThrow();

                Assert.Equal(["a", "b"], output.Select(each => each.ToString()));
                Assert.Empty(lab.Inside.Docker("ps", "--all", "--quiet"));
            }
        }
        finally
        {
            await lab.Lab.Engine.RestartAsync([]);
        }
    }

    [Fact]
    public void A_pipeline_that_needs_no_more_ends_the_container()
    {
        var output = lab.Session.Invoke("New-ClosedContainer busybox -AutoRemove -Wait -- sh -c 'while true; do echo again; sleep 0.1; done' | ForEach-Object { $_; break }");

        Assert.Equal("again", output.Output.First().ToString());
        Assert.Empty(lab.Inside.Docker("ps", "--all", "--quiet"));
    }

    [Theory]
    [InlineData("-Wait -NoStart")]
    [InlineData("-TimeoutSec 5")]
    [InlineData("-Wait -RestartPolicy always")]
    [InlineData("-AutoRemove -RestartPolicy always")]
    public void Parameters_that_do_not_go_together_are_refused(string parameters)
    {
        Assert.Equal(["ParameterConflict"], lab.Session.Invoke($"New-ClosedContainer busybox {parameters} -- sleep 1").ErrorIds);
        Assert.Empty(lab.Inside.Docker("ps", "--all", "--quiet"));
    }

    public void Dispose() => lab.RemoveAllContainers();
}
