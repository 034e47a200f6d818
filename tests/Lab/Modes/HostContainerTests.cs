using Xunit;

namespace ContainerNet.Lab.Modes;

public sealed class HostContainerTests(LabFixture lab) : IDisposable
{
    [Fact]
    public void It_stands_in_the_hosts_own_network_namespace()
    {
        lab.Session.Invoke("New-HostContainer busybox -Name open -- sleep 60").OrThrow();

        Assert.Equal(Kernel.HostNamespace(lab, "net"), Kernel.Namespace(lab, Kernel.ProcessId(lab, "open"), "net"));
    }

    [Fact]
    public void The_object_says_that_it_shares_the_network_of_the_host()
    {
        var container = lab.Session.Invoke("New-HostContainer busybox -- sleep 60").OrThrow().Single();

        Assert.Equal("Host", container.Properties["Mode"].Value);
        Assert.Contains("Net", (string[])container.Properties["SharedNamespaces"].Value);
        Assert.DoesNotContain("Ipc", (string[])container.Properties["SharedNamespaces"].Value);
    }

    [Fact]
    public void Publish_is_no_parameter_of_it()
    {
        var result = lab.Session.Invoke("New-HostContainer busybox -Publish 80:80 -- sleep 60");

        Assert.Equal(["ParameterUnknown"], result.ErrorIds);
    }

    public void Dispose() => lab.RemoveAllContainers();
}
