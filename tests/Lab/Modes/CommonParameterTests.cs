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
    [InlineData("-HostConfig @{ ReadonlyRootfs = $true } -- sh -c 'touch /x 2>/dev/null || echo read-only'", "read-only")]
    public void What_is_asked_for_is_what_the_container_has(string arguments, string expected) =>
        Assert.Equal(expected, lab.Session.Invoke($"New-ClosedContainer busybox -AutoRemove -Wait {arguments}").OrThrow().Single().ToString());

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
    [InlineData("-HostConfig @{ PortBindings = @{} } -- true", "HostConfigConflict")]
    [InlineData("-HostConfig @{ UTSMode = 'host' } -- true", "HostConfigConflict")]
    [InlineData("-RestartPolicy sometimes -- true", "ArgumentInvalid")]
    [InlineData("-CapAdd nothing! -- true", "ArgumentInvalid")]
    [InlineData("-Environment =x -- true", "EnvironmentInvalid")]
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

    [Theory]
    [InlineData("Get-Container one", "New-ClosedContainer")]
    [InlineData("Get-Container one", "New-BridgedContainer")]
    [InlineData("Get-Container one", "New-HostContainer")]
    [InlineData("[Management.Automation.PSSerializer]::Deserialize([Management.Automation.PSSerializer]::Serialize((Get-Container one), 1))", "New-ClosedContainer")]
    public void A_container_that_is_piped_in_is_refused(string container, string cmdlet)
    {
        lab.Session.Invoke("New-ClosedContainer busybox -Name one -- sleep 60").OrThrow();

        var result = lab.Session.Invoke($"{container} | {cmdlet} busybox");

        Assert.Equal(["ParameterConflict"], result.ErrorIds);
        Assert.Equal("one", lab.Inside.Docker("ps", "--all", "--format", "{{.Names}}"));
    }

    [Theory]
    [InlineData("New-ClosedContainer")]
    [InlineData("New-BridgedContainer")]
    [InlineData("New-HostContainer")]
    [InlineData("Join-ContainerNetwork -Container donor")]
    public void A_container_that_ends_at_once_is_no_error_whenever_it_is_looked_at(string cmdlet)
    {
        lab.Inside.Docker("run", "--detach", "--name", "donor", "busybox", "sleep", "100");

        var result = lab.Session.Invoke($"1..5 | ForEach-Object {{ {cmdlet} busybox -- sh -c 'exit 3' }}");

        Assert.Equal(5, result.OrThrow().Length);
        var ended = result.Output.Where(container => Equals(container.Properties["State"].Value, "Exited")).ToArray();
        Assert.All(ended, container => Assert.Equal(3, container.Properties["ExitCode"].Value));
        // A joined one may warn of its donor's private IPC, too.
        Assert.Equal(ended.Length, result.Warnings.Count(warning => ended.Any(container => warning.Contains($"{container}", StringComparison.Ordinal))));
        Assert.Equal(6, lab.Inside.Docker("ps", "--all", "--quiet").Split('\n').Length);
    }

    [Fact]
    public void A_folder_of_the_host_is_seen_where_it_was_asked_for_and_cannot_be_written_to()
    {
        var folder = Directory.CreateTempSubdirectory("containernet-");
        File.WriteAllText(Path.Combine(folder.FullName, "note"), "from the host");
        try
        {
            var output = lab.Session.Invoke(
                $"New-ClosedContainer busybox -AutoRemove -Wait -Volume {folder.FullName}:/here:ro,named:/there -- sh -c 'cat /here/note; echo; touch /here/x 2>/dev/null || echo read-only; touch /there/x && echo written'").OrThrow();

            Assert.Equal(["from the host", "read-only", "written"], output.Select(line => line.ToString()));
        }
        finally
        {
            lab.Inside.Try("docker", "volume", "rm", "named");
            folder.Delete(recursive: true);
        }
    }

    [Fact]
    public void Times_are_UTC_and_the_engines()
    {
        var container = lab.Session.Invoke("New-ClosedContainer busybox -Name timed -- sleep 60").OrThrow().Single();

        var (created, started) = ((DateTime)container.Properties["Created"].Value, (DateTime)container.Properties["StartedAt"].Value);
        Assert.Equal((DateTimeKind.Utc, DateTimeKind.Utc), (created.Kind, started.Kind));
        string[] engine = lab.Inside.Docker("inspect", "--format", "{{.Created}} {{.State.StartedAt}}", "timed").Split(' ');
        Assert.Equal(engine.Select(text => text[..23]), new[] { created, started }.Select(time => time.ToString("yyyy-MM-ddTHH:mm:ss.fff", System.Globalization.CultureInfo.InvariantCulture)));
    }

    public void Dispose() => lab.RemoveAllContainers();
}
