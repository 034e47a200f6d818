using Xunit;

namespace ContainerNet.Lab.Modes;

public sealed class CommonParameterTests(LabFixture lab) : IDisposable
{
    [Theory]
    [InlineData("-Environment @{ GREETING = 'hello' } -- sh -c 'echo $GREETING'", "hello")]
    [InlineData("-e GREETING=hello,OTHER=x -- sh -c 'echo $GREETING'", "hello")]
    [InlineData("-User 1000:1000 -- id -u", "1000")]
    [InlineData("-WorkingDirectory /tmp -- pwd", "/tmp")]
    [InlineData("-Entrypoint echo -- through the entry point", "through the entry point")]
    [InlineData("-Volume /data -- sh -c 'test -d /data && echo there'", "there")]
    [InlineData("-CapDrop ALL -- sh -c 'grep CapEff /proc/self/status | cut -f2'", "0000000000000000")]
    [InlineData("-HostConfig @{ Memory = '64m' } -- cat /sys/fs/cgroup/memory.max /sys/fs/cgroup/memory/memory.limit_in_bytes 2>/dev/null; true", null)]
    [InlineData("-HostConfig @{ ReadonlyRootfs = $true } -- sh -c 'touch /x 2>/dev/null || echo read-only'", "read-only")]
    public void What_is_asked_for_is_what_the_container_has(string arguments, string? expected)
    {
        var result = lab.Session.Invoke($"New-ClosedContainer busybox -AutoRemove -Wait {arguments}");

        if (expected is not null) Assert.Equal(expected, result.OrThrow().Single().ToString());
    }

    [Fact]
    public void A_size_in_HostConfig_reaches_the_engine_in_bytes()
    {
        lab.Session.Invoke("New-ClosedContainer busybox -Name sized -NoStart -HostConfig @{ Memory = '64m' } -- true").OrThrow();

        Assert.Equal("67108864", lab.Inside.Docker("inspect", "--format", "{{.HostConfig.Memory}}", "sized"));
    }

    [Fact]
    public void NoStart_leaves_it_created()
    {
        var container = lab.Session.Invoke("New-BridgedContainer busybox -NoStart -- sleep 60").OrThrow().Single();

        Assert.Equal("Created", container.Properties["State"].Value);
        Assert.Equal("created", lab.Inside.Docker("inspect", "--format", "{{.State.Status}}", container.Properties["Id"].Value.ToString()!));
    }

    [Theory]
    [InlineData("-- nosuchcommand", "CommandNotFound")]
    [InlineData("-- /etc", "CommandNotExecutable")]
    [InlineData("-Name x -- true", "ContainerNameInvalid")]
    [InlineData("-HostConfig @{ NetworkMode = 'host' } -- true", "HostConfigConflict")]
    [InlineData("-HostConfig @{ NoSuchKey = 1 } -- true", "HostConfigUnknownKey")]
    [InlineData("-HostConfig @{ Memory = 'much' } -- true", "HostConfigInvalidValue")]
    [InlineData("-Volume relative/path:/x:bad -- true", "VolumeInvalid")]
    [InlineData("-Label @{ containernet = 'mine' } -- true", "LabelInvalid")]
    [InlineData("-Pull Never -Image nosuchimage -- true", "ImageNotPresent")]
    public void What_cannot_be_is_an_error_with_its_id_and_leaves_nothing(string arguments, string expected)
    {
        var image = arguments.Contains("-Image", StringComparison.Ordinal) ? "" : "busybox";

        var result = lab.Session.Invoke($"New-ClosedContainer {image} {arguments}");

        Assert.Equal(expected, result.ErrorIds.Single().Split(',')[0]);
        Assert.Empty(lab.Inside.Docker("ps", "--all", "--quiet"));
    }

    [Fact]
    public void KeepOnFailure_leaves_what_failed_to_be_looked_into()
    {
        var result = lab.Session.Invoke("New-ClosedContainer busybox -Name failed -KeepOnFailure -- nosuchcommand");

        Assert.Equal(["CommandNotFound"], result.ErrorIds);
        Assert.Equal("failed", lab.Inside.Docker("ps", "--all", "--format", "{{.Names}}"));
    }

    [Fact]
    public void Rows_of_a_table_make_a_container_each()
    {
        lab.Session.Invoke("""
            [pscustomobject]@{ Image = 'busybox'; Name = 'row1'; Command = 'sleep', '60' },
            [pscustomobject]@{ Image = 'busybox'; Name = 'row2'; Command = 'sleep', '60' } | New-ClosedContainer
            """).OrThrow();

        Assert.Equal(["row1", "row2"], lab.Inside.Docker("ps", "--format", "{{.Names}}").Split('\n').Order());
    }

    [Fact]
    public void A_container_that_is_piped_in_is_refused()
    {
        lab.Session.Invoke("New-ClosedContainer busybox -Name one -- sleep 60").OrThrow();

        var result = lab.Session.Invoke("Get-Container one | New-ClosedContainer busybox");

        Assert.Equal(["ParameterConflict"], result.ErrorIds);
        Assert.Equal("one", lab.Inside.Docker("ps", "--all", "--format", "{{.Names}}"));
    }

    public void Dispose() => lab.RemoveAllContainers();
}
