using ContainerNet.Lab.Inspect;
using ContainerNet.LabKit;

namespace ContainerNet.Lab.Prove;

/// <summary>A web server with a published port, and clients of every mode, for all tests of connections.</summary>
public sealed class ConnectionScene : IDisposable
{
    private readonly LabFixture _lab;

    public ConnectionScene(LabFixture lab)
    {
        _lab = lab;
        Inspected = new InspectScene(lab);
        lab.Inside.Docker("network", "create", "cn-names");
        lab.Inside.Docker("run", "--detach", "--name", "cn-web", "--publish", "18080:80", LabImages.Web);
        Inspected.Run("cn-client", []);
        Inspected.Run("cn-guest", ["--network", "container:cn-web"]);
        Inspected.Run("cn-closed", ["--network", "none"], "httpd", "-f", "-p", "80");
        Inspected.Run("cn-agent", ["--network", "host"]);
        Inspected.Run("cn-mute", ["--dns", Addresses.Outside4]);
        Inspected.Run("cn-other", ["--network", "cn-names"]);
    }

    internal InspectScene Inspected { get; }

    public void Dispose()
    {
        Inspected.Dispose();
        _lab.Inside.Docker("network", "rm", "cn-names");
    }
}
