using System.Globalization;
using ContainerNet.Lab.Faults;
using ContainerNet.LabKit;
using Xunit;

namespace ContainerNet.Lab;

/// <summary>What an import does beside loading: in a PowerShell of its own, since in this one the module is long there.</summary>
public sealed class ImportTests(LabFixture lab)
{
    private const string Compiled = "[System.Runtime.JitInfo]::GetCompiledMethodCount($false)";

    // Until what goes on beside the session is over: next to nothing is compiled within a second. On a loaded machine that may be a while.
    private const string Wait =
        $"[System.Threading.Thread]::Sleep(1000); foreach ($i in 1..30) {{ $seen = {Compiled}; [System.Threading.Thread]::Sleep(1000); if ({Compiled} - $seen -lt 20) {{ break }} }}";

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
        // Without containers and remembered ports the firewall is not read: that of other tests would be told with the first call.
        lab.RemoveAllContainers();
        if (Directory.Exists("/var/lib/containernet")) Directory.Delete("/var/lib/containernet", recursive: true);

        var compiled = Run(lab.Lab.Names.DockerHost,
            $"{Wait}; $before = {Compiled}; Get-Container | ForEach-Object {{ }}; {Compiled} - $before");

        Assert.InRange(int.Parse(compiled, CultureInfo.InvariantCulture), 1, 300);
    }

    private string Run(string engine, string script) => lab.Inside.Run(
        "env", $"DOCKER_HOST={engine}", RepositoryRoot.Combine("artifacts", "bin", "ContainerNet.Host", "release", "pshost"),
        "-Command", $"Import-Module '{RepositoryRoot.Combine("ContainerNet.psd1")}'; {script}");
}
