using Xunit;

namespace ContainerNet.Unit.Design;

/// <summary>Dependencies point one way, and each kind of danger has one door.</summary>
public class LayerTests
{
    [Fact]
    public void Only_ContainerNet_Docker_names_Docker_DotNet() =>
        Assert.Empty(SourceTree.Offenders("src", @"\bDocker\.DotNet\b(?!"")", "src/ContainerNet.Docker/"));

    /// <summary>The OCI runtime is a program of its own, all of it for Linux: it has one file for them.</summary>
    [Fact]
    public void Only_Linux_declares_native_functions() =>
        Assert.Empty(SourceTree.Offenders("src", @"\b(LibraryImport|DllImport)\b", "src/ContainerNet/Linux/", "src/ContainerNet.Runtime/LibC.cs"));

    /// <summary>It is started some ten times for each container, on hosts that have nothing of ours: what it needs is in its own folder.</summary>
    [Fact]
    public void The_OCI_runtime_uses_nothing_of_the_module_but_the_text_of_JSON() =>
        Assert.Empty(SourceTree.Offenders("src/ContainerNet.Runtime", @"\bContainerNet\.(?!Runtime\b|Services\.Json\b)|PackageReference"));

    [Fact]
    public void Only_cmdlets_use_PowerShell() =>
        Assert.Empty(SourceTree.Offenders("src", @"\bSystem\.Management\.Automation\b", "src/ContainerNet/Cmdlets/"));

    [Fact]
    public void Only_the_process_runner_starts_processes() =>
        Assert.Empty(SourceTree.Offenders("src", @"\b(ProcessStartInfo|Process\.Start)\b", "src/ContainerNet/Linux/ProcessRunner.cs"));

    [Fact]
    public void Only_the_namespace_trip_enters_a_namespace() =>
        Assert.Empty(SourceTree.Offenders("src", @"\b(setns|unshare)\b", "src/ContainerNet/Linux/NamespaceTrip.cs"));

    [Fact]
    public void Services_do_not_know_cmdlets() =>
        Assert.Empty(SourceTree.Offenders("src/ContainerNet", @"\bContainerNet\.Cmdlets\b", "src/ContainerNet/Cmdlets/"));

    [Theory]
    [InlineData("src/ContainerNet/Iptables", @"\bContainerNet\.(Services\.(?!ContainerNetException)|Linux)|\bFile\.|\bDirectory\.")]
    [InlineData("src/ContainerNet/Linux", @"\bContainerNet\.Services\.(Engine|Containers|Modes|Firewall|Publishing|Connection|Input)\b")]
    [InlineData("src/ContainerNet/Services/Engine", @"\bContainerNet\.(Linux|Iptables)\b")]
    public void A_lower_layer_does_not_know_a_higher_one(string folder, string forbidden) => Assert.Empty(SourceTree.Offenders(folder, forbidden));

    [Fact]
    public void No_exception_is_swallowed() => Assert.Empty(SourceTree.Offenders("src", @"catch\s*(\(Exception\)\s*)?\{\s*\}"));
}
