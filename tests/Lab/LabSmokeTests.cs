using ContainerNet.LabKit;
using Xunit;

namespace ContainerNet.Lab;

/// <summary>The lab itself holds what the other tests build on.</summary>
public sealed class LabSmokeTests(LabFixture lab) : IDisposable
{
    [Fact]
    public void A_host_elsewhere_reaches_a_published_port()
    {
        lab.Inside.Docker("run", "--detach", "--publish", "8080:80", LabImages.Web);

        Assert.Equal("served by cn-web", lab.Outside.Run("curl", "-sS", "--max-time", "3", "--retry", "3", "--retry-connrefused", $"http://{Addresses.Lab4}:8080/"));
    }

    [Fact]
    public async Task A_host_elsewhere_sees_the_address_of_the_lab_as_the_source()
    {
        await using var mirror = await lab.Outside.StartMirrorAsync(9000);

        var seen = lab.Inside.Docker("run", "--rm", LabImages.Busybox, "nc", Addresses.Outside4, "9000");

        Assert.StartsWith(Addresses.Lab4 + ":", seen, StringComparison.Ordinal);
    }

    [Fact]
    public void An_image_without_a_shell_runs_its_one_binary()
    {
        Assert.Equal("alone", lab.Inside.Docker("run", "--rm", LabImages.Static, "echo", "alone"));
    }

    [Fact]
    public void The_lab_is_not_the_network_of_the_machine()
    {
        Assert.NotEqual(lab.Inside.Run("readlink", "/proc/self/ns/net"), lab.Outside.Run("readlink", "/proc/self/ns/net"));
    }

    [Fact]
    public void The_module_is_the_one_of_this_clone()
    {
        Assert.Equal(RepositoryRoot.Path, lab.Session.Invoke("(Get-Module ContainerNet).ModuleBase").OrThrow().Single().ToString());
    }

    public void Dispose() => lab.RemoveAllContainers();
}
