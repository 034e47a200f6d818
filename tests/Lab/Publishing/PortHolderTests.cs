using System.Net;
using System.Net.Sockets;
using ContainerNet.LabKit;
using Xunit;

namespace ContainerNet.Lab.Publishing;

/// <summary>A clash of ports names who holds the port, and leaves nothing.</summary>
public sealed class PortHolderTests(LabFixture lab) : IDisposable
{
    [Fact]
    public void A_port_of_another_container_names_the_container()
    {
        lab.Inside.Docker("run", "--detach", "--name", "holder", "--publish", "8080:80", LabImages.Web);

        var clash = lab.Session.Invoke($"New-BridgedContainer {LabImages.Busybox} -Publish 8080:80 -- sleep 60");

        Assert.Equal(["PortInUse"], clash.ErrorIds);
        Assert.Contains("holder", clash.Errors[0].ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_port_of_a_process_names_the_process_and_its_id()
    {
        using var listener = new TcpListener(IPAddress.Any, 0);
        listener.Start();
        var port = ((IPEndPoint)listener.LocalEndpoint).Port;

        var clash = lab.Session.Invoke($"New-BridgedContainer {LabImages.Busybox} -Publish {port}:80 -- sleep 60");

        Assert.Equal(["PortInUse"], clash.ErrorIds);
        Assert.Contains($"(pid {Environment.ProcessId})", clash.Errors[0].ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_clash_leaves_no_container()
    {
        lab.Inside.Docker("run", "--detach", "--name", "holder", "--publish", "8080:80", LabImages.Web);

        lab.Session.Invoke($"New-BridgedContainer {LabImages.Busybox} -Publish 127.0.0.1:8080:80 -- sleep 60");

        Assert.Equal("holder", lab.Inside.Docker("ps", "--all", "--format", "{{.Names}}"));
    }

    public void Dispose() => lab.RemoveAllContainers();
}
