using System.Globalization;
using ContainerNet.Lab.Faults;
using ContainerNet.LabKit;
using Xunit;

namespace ContainerNet.Lab;

/// <summary>What an import does beside loading: in a PowerShell of its own, since in this one the module is long there.</summary>
public sealed class ImportTests(LabFixture lab)
{
    private const string Wait = "[System.Threading.Thread]::Sleep(2000)";

    [Fact]
    public async Task It_asks_no_engine()
    {
        await using var proxy = new EngineProxy(lab.Lab.Names.Socket);

        Run(proxy.Uri, Wait);

        Assert.Empty(proxy.Requests);
    }

    /// <summary>A session's first call compiled 600 methods, one after the other, before the import prepared it.</summary>
    [Fact]
    public void The_first_call_after_it_finds_most_of_its_code_compiled()
    {
        Assert.SkipWhen(Environment.ProcessorCount == 1, "One processor: there the first call is not prepared.");

        var compiled = Run(lab.Lab.Names.DockerHost,
            $"{Wait}; $before = [System.Runtime.JitInfo]::GetCompiledMethodCount($false); Get-Container | ForEach-Object {{ }}; " +
            "[System.Runtime.JitInfo]::GetCompiledMethodCount($false) - $before");

        Assert.InRange(int.Parse(compiled, CultureInfo.InvariantCulture), 1, 300);
    }

    private string Run(string engine, string script) => lab.Inside.Run(
        "env", $"DOCKER_HOST={engine}", RepositoryRoot.Combine("artifacts", "bin", "ContainerNet.Host", "release", "pshost"),
        "-Command", $"Import-Module '{RepositoryRoot.Combine("ContainerNet.psd1")}'; {script}");
}
