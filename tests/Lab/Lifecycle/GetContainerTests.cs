using ContainerNet.LabKit;
using Xunit;

namespace ContainerNet.Lab.Lifecycle;

public sealed class GetContainerTests(LabFixture lab) : IDisposable
{
    private readonly ContainersByCli _cli = new(lab);

    [Fact]
    public void It_shows_all_containers_in_the_order_they_were_created()
    {
        _cli.Run("second-name");
        _cli.Create("first-name", ours: false, "true");

        Assert.Equal(["second-name", "first-name"], Names("Get-Container"));
    }

    [Theory]
    [InlineData("--network=none", "Closed")]
    [InlineData("--network=bridge", "Bridged")]
    [InlineData("--network=host", "Host")]
    public void It_tells_the_mode(string network, string mode)
    {
        _cli.Run("one", options: network);

        Assert.Equal(mode, lab.Session.Invoke("Get-Container one").Property("Mode"));
    }

    [Fact]
    public void A_user_defined_bridge_is_bridged()
    {
        lab.Inside.Docker("network", "create", "get-front");
        try
        {
            _cli.Run("one", options: "--network=get-front");
            _cli.Run("two", options: "--network=none");

            Assert.Equal(["one"], Names("Get-Container -Mode Bridged"));
        }
        finally
        {
            lab.RemoveAllContainers();
            lab.Inside.Docker("network", "rm", "get-front");
        }
    }

    [Fact]
    public void A_joined_container_names_its_donor_and_what_the_kernel_says_they_share()
    {
        var donor = _cli.Run("web", options: "--ipc=shareable");
        _cli.Run("probe", options: [$"--network=container:{donor}", $"--ipc=container:{donor}"]);
        string[] types = ["net", "ipc", "uts", "pid", "mnt", "user"];
        var expected = types.Where(type => NamespaceOf("web", type) == NamespaceOf("probe", type)).Select(static type => $"{char.ToUpperInvariant(type[0])}{type[1..]}");

        var probe = lab.Session.Invoke("Get-Container probe").OrThrow().Single();

        Assert.Equal(("web", donor), (probe.Properties["Donor"].Value, probe.Properties["DonorId"].Value));
        Assert.Equal(expected, (string[])probe.Properties["SharedNamespaces"].Value);
        Assert.Contains("Net", expected);
    }

    [Fact]
    public void The_published_port_is_the_one_the_engine_chose()
    {
        _cli.Run("web", options: "--publish=80");
        var port = _cli.Inspect("web", "{{(index (index .NetworkSettings.Ports \"80/tcp\") 0).HostPort}}");

        Assert.Equal(port, lab.Session.Invoke("(Get-Container web).PublishedPorts[0].HostPort").OrThrow().Single().ToString());
    }

    [Fact]
    public void The_exit_code_is_there_when_it_has_ended()
    {
        lab.Inside.Try("docker", "run", "--name", "failed", LabImages.Busybox, "sh", "-c", "exit 3");
        _cli.Run("web");

        Assert.Equal(["3", ""], lab.Session.Invoke("Get-Container | ForEach-Object { \"$($_.ExitCode)\" }").OrThrow().Select(static one => one.ToString()));
    }

    [Fact]
    public void Process_id_and_address_are_the_engines()
    {
        _cli.Run("web");

        Assert.Equal(
            _cli.Inspect("web", "{{.State.Pid}} {{.NetworkSettings.IPAddress}}"),
            lab.Session.Invoke("$web = Get-Container web; \"$($web.ProcessId) $($web.Networks[0].IPAddress)\"").OrThrow().Single().ToString());
    }

    [Theory]
    [InlineData("-Label app", "web,db")]
    [InlineData("-Label app=web", "web")]
    [InlineData("-Label @{ app = 'db' }", "db")]
    [InlineData("-Label app, tier=back", "db")]
    [InlineData("-Running", "web")]
    [InlineData("-Running -Mode Host", "")]
    [InlineData("web, db -Label tier", "db")]
    [InlineData("[w]*", "web")]
    [InlineData("nothing*", "")]
    public void It_shows_what_was_asked_for(string arguments, string expected)
    {
        _cli.Run("web", options: ["--label", "app=web"]);
        lab.Inside.Docker("create", "--name", "db", "--label", "app=db", "--label", "tier=back", LabImages.Busybox);

        Assert.Equal(expected, string.Join(',', Names($"Get-Container {arguments}")));
    }

    [Theory]
    [InlineData("absent", "ContainerNotFound")]
    [InlineData("-Label =web", "LabelInvalid")]
    public void What_cannot_be_is_an_error_by_its_id(string arguments, string expected) =>
        Assert.Equal([expected], lab.Session.Invoke($"Get-Container {arguments}").ErrorIds);

    [Fact]
    public void A_name_that_is_not_there_does_not_keep_the_others_back()
    {
        _cli.Run("web");

        var result = lab.Session.Invoke("Get-Container absent, web");

        Assert.Equal(("absent", "web"), (result.Errors.Single().TargetObject, result.Output.Single().ToString()));
    }

    public void Dispose() => lab.RemoveAllContainers();

    private string NamespaceOf(string name, string type) => lab.Inside.Run("readlink", $"/proc/{_cli.Inspect(name, "{{.State.Pid}}")}/ns/{type}");

    private string[] Names(string script) => [.. lab.Session.Invoke(script).OrThrow().Select(static one => (string)one.Properties["Name"].Value)];
}
