using ContainerNet.Lab;
using ContainerNet.LabKit;
using Xunit;

// One engine, one set of rules, one host: tests that look at them take turns.
[assembly: CollectionBehavior(DisableTestParallelization = true)]
[assembly: AssemblyFixture(typeof(LabFixture))]

namespace ContainerNet.Lab;

/// <summary>The lab these tests run in; made by `labkit with` or `labkit up`, never by the tests.</summary>
public sealed class LabFixture : IDisposable
{
    /// <summary>A container's command that goes on until it is asked to end, and ends at once then: an engine waits ten seconds for a bare <c>sleep</c>.</summary>
    public const string Heeding = "trap exit TERM; sleep 600 & wait";

    private readonly Lazy<PowerShellSession> _session = new(() => new PowerShellSession());

    public LabFixture()
    {
        Lab = LabKit.Lab.Attach(new LabNames());
        if (!Lab.IsHere)
        {
            throw new LabException(
                $"These tests run cmdlets in their own process, and that is not on the host that {Lab.Names.Name} is. Start them by: labkit run -- ContainerNet.Lab.Tests");
        }

        Environment.SetEnvironmentVariable("DOCKER_HOST", Lab.Names.DockerHost);
    }

    public LabKit.Lab Lab { get; }

    /// <summary>A PowerShell with the module in it, shared by the tests that do not mind.</summary>
    public PowerShellSession Session => _session.Value;

    /// <summary>Tools on the engine's host.</summary>
    public NamespaceTools Inside => Lab.Inside;

    /// <summary>Tools on a host elsewhere on the network.</summary>
    public NamespaceTools Outside => Lab.Outside;

    /// <summary>Removes every container, so that a test starts on an empty engine.</summary>
    public void RemoveAllContainers()
    {
        string[] all = Inside.Docker("ps", "--all", "--quiet", "--no-trunc").Split('\n', StringSplitOptions.RemoveEmptyEntries);
        if (all.Length > 0) Inside.Docker(["rm", "--force", "--volumes", .. all]);
    }

    /// <summary>Takes away the rules of containers that earlier tests removed behind the module's back, for a test that compares with the rules as they are.</summary>
    public void SweepRules() => Session.Invoke("Repair-ContainerNetwork").OrThrow();

    public void Dispose()
    {
        if (_session.IsValueCreated) _session.Value.Dispose();
    }
}
