using ContainerNet.LabKit;
using Xunit;

namespace ContainerNet.Lab.Publishing;

public sealed class PortViewTests(LabFixture lab) : IDisposable
{
    [Fact]
    public void Published_ports_are_a_table()
    {
        lab.Inside.Docker("run", "--detach", "--name", "web", "--publish", "127.0.0.1:8080:80", LabImages.Web);

        Assert.Equal(["HostIP HostPort ContainerPort Protocol", "127.0.0.1 8080 80 tcp"], Rows("(Get-Container web).PublishedPorts"));
    }

    [Fact]
    public void Networks_are_a_table_with_the_address_and_its_prefix()
    {
        lab.Inside.Docker("run", "--detach", "--name", "web", LabImages.Web);
        var expected = lab.Inside.Docker("inspect", "--format", "{{range $name, $n := .NetworkSettings.Networks}}{{$name}} {{$n.IPAddress}}/{{$n.IPPrefixLen}} {{$n.Gateway}} {{$n.MacAddress}}{{end}}", "web");

        Assert.Equal(["Network IPAddress Gateway MacAddress", expected], Rows("(Get-Container web).Networks"));
    }

    public void Dispose() => lab.RemoveAllContainers();

    /// <summary>The lines of a table without its rule, blanks made one.</summary>
    private string[] Rows(string script) =>
    [
        .. lab.Session.Invoke($"{script} | Out-String -Width 120").OrThrow().Single().ToString()
            .Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .Where(line => !line.StartsWith('-'))
            .Select(line => string.Join(' ', line.Split(' ', StringSplitOptions.RemoveEmptyEntries))),
    ];
}
