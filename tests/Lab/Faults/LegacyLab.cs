using ContainerNet.LabKit;
using Xunit;

namespace ContainerNet.Lab.Faults;

/// <summary>
/// A lab of its own in which the engine keeps its rules in the tables of iptables-legacy: once used these stay with a network namespace, and the
/// other tests need one without. Cmdlets run in a process of their own there.
/// </summary>
public sealed class LegacyLab : IAsyncLifetime
{
    private readonly LabNames _names = new($"{new LabNames().Name}-old");
    private LabKit.Lab _lab = null!;

    public NamespaceTools Inside => _lab.Inside;

    public NamespaceTools Outside => _lab.Outside;

    /// <summary>The engine's and this module's rules, in their order.</summary>
    public string[] Rules() => [.. Inside.Run("iptables-legacy-save").Split('\n').Where(static line => line.StartsWith("-A", StringComparison.Ordinal) || line.StartsWith(":CONTAINERNET", StringComparison.Ordinal))];

    /// <summary>Runs a script, and returns what it wrote, line by line.</summary>
    public string[] Invoke(string script)
    {
        var result = Inside.Try(
            RepositoryRoot.Combine("artifacts", "bin", "ContainerNet.Host", "release", "pshost"), "-Command",
            $"$ErrorActionPreference = 'Stop'; Import-Module '{RepositoryRoot.Combine("ContainerNet.psd1")}'; try {{ {script} }} catch {{ $_.FullyQualifiedErrorId.Split(',')[0] }}");
        Assert.True(result.Succeeded, result.Error + result.Output);
        return result.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
    }

    public async ValueTask InitializeAsync()
    {
        _lab = await LabKit.Lab.UpAsync(_names, new LabOptions { LegacyIptables = true, Owner = Environment.ProcessId }, TestContext.Current.CancellationToken);
        Inside.Docker(["run", "--detach", "--name", "web", LabImages.Busybox, .. Guard.Pages.Server("web")]);
    }

    public async ValueTask DisposeAsync()
    {
        if (_lab is not null) await LabKit.Lab.DownAsync(_names);
    }
}
