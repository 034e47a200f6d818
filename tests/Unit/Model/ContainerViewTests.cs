using System.Management.Automation;
using System.Management.Automation.Runspaces;
using System.Xml.Linq;
using Xunit;

namespace ContainerNet.Unit.Model;

public class ContainerViewTests
{
    [Fact]
    public void A_running_container_shows_its_address_and_each_published_port_once() =>
        Assert.Equal(
            "web | Bridged | Running | 172.17.0.2, fd00::2 | 8080->80/tcp, 127.0.0.1:53->53/udp | busybox:latest | aaaaaaaaaaaa",
            Row(Web with
            {
                Networks = [new() { Network = "bridge", IPAddress = "172.17.0.2" }, new() { Network = "six", IPv6Address = "fd00::2" }],
                PublishedPorts =
                [
                    new() { HostIP = "0.0.0.0", HostPort = 8080, ContainerPort = 80, Protocol = "tcp" },
                    new() { HostIP = "::", HostPort = 8080, ContainerPort = 80, Protocol = "tcp" },
                    new() { HostIP = "127.0.0.1", HostPort = 53, ContainerPort = 53, Protocol = "udp" },
                ],
            }));

    [Fact]
    public void One_that_has_ended_shows_its_exit_code() =>
        Assert.Equal("web | Bridged | Exited (0) |  |  | busybox:latest | aaaaaaaaaaaa", Row(Web with { State = "Exited", ExitCode = 0 }));

    [Fact]
    public void A_joined_one_shows_its_donor_in_place_of_an_address() =>
        Assert.Equal("web | Joined | Running | -> db |  | busybox:latest | aaaaaaaaaaaa", Row(Web with { ModeKind = ContainerMode.Joined, Donor = "db" }));

    [Theory]
    [InlineData("Alive", "-> db")]
    [InlineData("Restarted", "-> db (restarted)")]
    [InlineData("Gone", "-> db (gone)")]
    public void A_joined_one_that_lost_its_donor_says_so(string state, string shown) => Assert.Equal(
        $"web | Joined | Running | {shown} |  | busybox:latest | aaaaaaaaaaaa", Row(Web with { ModeKind = ContainerMode.Joined, Donor = "db", DonorState = state }));

    private static Container Web => new()
    {
        Id = new('a', 64), Name = "web", Image = "busybox:latest", ModeKind = ContainerMode.Bridged, NetworkMode = "bridge", State = "Running",
    };

    /// <summary>The columns of the view, worked out as the formatter does.</summary>
    private static string Row(Container container)
    {
        using var runspace = RunspaceFactory.CreateRunspace(InitialSessionState.CreateDefault2());
        runspace.Open();
        using var shell = PowerShell.Create(runspace);
        var view = XDocument.Load(Path.Combine(AppContext.BaseDirectory, "ContainerNet.Format.ps1xml")).Descendants("View")
            .Single(static one => one.Descendants("TypeName").Any(static name => name.Value == "ContainerNet.Container"));
        return string.Join(" | ", view.Descendants("TableColumnItem").Select(item =>
        {
            var script = item.Element("ScriptBlock")?.Value ?? $"$_.{item.Element("PropertyName")!.Value}";
            shell.Commands.Clear();
            return shell.AddScript($"param($one) $one | ForEach-Object {{ {script} }}").AddArgument(container).Invoke().Single()?.ToString();
        }));
    }
}
