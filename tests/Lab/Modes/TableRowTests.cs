using Xunit;

namespace ContainerNet.Lab.Modes;

/// <summary>Rows of a table, whose cells are text and may be empty, as those of Import-Csv.</summary>
public sealed class TableRowTests(LabFixture lab) : IDisposable
{
    private const string EmptyCells = """
        Command = ''; Name = ''; AutoRemove = ''; NoStart = ''; Wait = ''; TimeoutSec = ''; Environment = ''; Volume = ''; Label = ''
        User = ''; WorkingDirectory = ''; Entrypoint = ''; RestartPolicy = ''; CapAdd = ''; CapDrop = ''; Privileged = ''; Pull = ''; HostConfig = ''
        Hostname = ''; Network = ''; Publish = ''; PublishAll = ''; Expose = ''; IPAddress = ''; MacAddress = ''; NetworkAlias = ''
        Dns = ''; DnsSearch = ''; AddHost = ''; NoGuard = ''
        """;

    [Theory]
    [InlineData("New-ClosedContainer")]
    [InlineData("New-BridgedContainer")]
    [InlineData("New-HostContainer")]
    [InlineData("Join-ContainerNetwork -Container donor")]
    public void An_empty_cell_asks_for_nothing(string cmdlet)
    {
        lab.Inside.Docker("run", "--detach", "--name", "donor", "busybox", "sleep", "100");

        var made = lab.Session.Invoke($"[pscustomobject]@{{ Image = 'busybox'; {EmptyCells} }} | {cmdlet} -NoStart");

        Assert.Equal("[sh] [] false ", lab.Inside.Docker(
            "inspect", "--format", "{{.Config.Cmd}} {{.Config.Entrypoint}} {{.HostConfig.Privileged}} {{.HostConfig.RestartPolicy.Name}}", $"{made.Property("Id")}"));
    }

    [Fact]
    public void A_cell_is_what_the_parameter_would_be_given()
    {
        lab.Session.Invoke("""
            [pscustomobject]@{ Image = 'busybox'; Name = 'row'; NoStart = 'TRUE'; Command = 'true'; Publish = '8080:80,53:53/udp'; Label = 'tier=web'; User = '1000'; Privileged = '1' } | New-BridgedContainer
            """).OrThrow();

        Assert.Equal(
            "created [true] map[53/udp:[{ 53}] 80/tcp:[{ 8080}]] web 1000 true",
            lab.Inside.Docker("inspect", "--format", "{{.State.Status}} {{.Config.Cmd}} {{.HostConfig.PortBindings}} {{.Config.Labels.tier}} {{.Config.User}} {{.HostConfig.Privileged}}", "row"));
    }

    [Theory]
    [InlineData("False")]
    [InlineData("false")]
    [InlineData("0")]
    [InlineData("no")]
    public void A_switch_that_says_false_is_off(string cell)
    {
        lab.Session.Invoke($"[pscustomobject]@{{ Image = 'busybox'; Name = 'row'; Privileged = '{cell}' }} | New-ClosedContainer -NoStart").OrThrow();

        Assert.Equal("false", lab.Inside.Docker("inspect", "--format", "{{.HostConfig.Privileged}}", "row"));
    }

    [Fact]
    public void A_switch_that_says_neither_is_an_error_and_the_next_row_follows()
    {
        var result = lab.Session.Invoke("""
            [pscustomobject]@{ Image = 'busybox'; Name = 'first'; NoStart = 'perhaps' },
            [pscustomobject]@{ Image = 'busybox'; Name = 'second'; NoStart = 'yes' } | New-ClosedContainer
            """);

        Assert.Equal(["ArgumentInvalid"], result.ErrorIds);
        Assert.Equal("second", lab.Inside.Docker("ps", "--all", "--format", "{{.Names}}"));
    }

    [Fact]
    public void What_stands_on_the_command_line_goes_before_the_row()
    {
        lab.Session.Invoke("[pscustomobject]@{ Image = 'busybox'; Name = ''; NoStart = 'False'; User = '' } | New-ClosedContainer -Name given -User 7 -NoStart").OrThrow();

        Assert.Equal("created 7", lab.Inside.Docker("inspect", "--format", "{{.State.Status}} {{.Config.User}}", "given"));
    }

    [Fact]
    public void A_cell_of_one_row_is_not_kept_for_the_next()
    {
        lab.Session.Invoke("""
            [pscustomobject]@{ Image = 'busybox'; Name = 'first'; User = '7'; Privileged = 'True' },
            [pscustomobject]@{ Image = 'busybox'; Name = 'second'; User = ''; Privileged = '' } | New-ClosedContainer -NoStart
            """).OrThrow();

        Assert.Equal("7 true\n false", lab.Inside.Docker("inspect", "--format", "{{.Config.User}} {{.HostConfig.Privileged}}", "first", "second"));
    }

    public void Dispose() => lab.RemoveAllContainers();
}
