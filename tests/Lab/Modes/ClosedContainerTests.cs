using Xunit;

namespace ContainerNet.Lab.Modes;

public sealed class ClosedContainerTests(LabFixture lab) : IDisposable
{
    [Fact]
    public void It_has_only_lo_that_is_up_and_no_route()
    {
        lab.Session.Invoke("New-ClosedContainer busybox -Name closed -- sleep 60").OrThrow();

        var id = Kernel.ProcessId(lab, "closed");
        var up = Kernel.InNetwork(lab, id, "ip", "-o", "link", "show", "up").Split('\n');
        Assert.Contains(" lo: ", Assert.Single(up), StringComparison.Ordinal);
        Assert.Empty(Kernel.InNetwork(lab, id, "ip", "route"));
        Assert.DoesNotContain("default", Kernel.InNetwork(lab, id, "ip", "-6", "route"), StringComparison.Ordinal);
        Assert.NotEqual(Kernel.HostNamespace(lab, "net"), Kernel.Namespace(lab, id, "net"));
    }

    [Fact]
    public void The_object_says_what_it_is()
    {
        var container = lab.Session.Invoke("New-ClosedContainer busybox -Name closed -Hostname box -Label @{ a = 'b' } -- sleep 60").OrThrow().Single();

        Assert.Equal("Closed", container.Properties["Mode"].Value);
        Assert.Equal("Running", container.Properties["State"].Value);
        Assert.Equal("box", container.Properties["Hostname"].Value);
        Assert.Equal(Kernel.ProcessId(lab, "closed"), container.Properties["ProcessId"].Value);
        Assert.Equal("b", lab.Inside.Docker("inspect", "--format", "{{.Config.Labels.a}}", "closed"));
        Assert.Equal("1", lab.Inside.Docker("inspect", "--format", "{{.Config.Labels.containernet}}", "closed"));
    }

    [Fact]
    public void A_job_without_network_gives_its_output_and_leaves_nothing()
    {
        var output = lab.Session.Invoke("New-ClosedContainer busybox -AutoRemove -Wait -- echo done").OrThrow();

        Assert.Equal("done", output.Single().ToString());
        Assert.Empty(lab.Inside.Docker("ps", "--all", "--quiet"));
    }

    [Fact]
    public void What_if_makes_nothing()
    {
        var result = lab.Session.Invoke("New-ClosedContainer busybox -WhatIf -- sleep 60");

        Assert.Empty(result.OrThrow());
        Assert.Empty(lab.Inside.Docker("ps", "--all", "--quiet"));
    }

    public void Dispose() => lab.RemoveAllContainers();
}
