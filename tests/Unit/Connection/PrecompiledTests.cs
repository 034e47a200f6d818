using System.Runtime.InteropServices;
using ContainerNet.Services.Connection;
using ContainerNet.Services.Engine;
using ContainerNet.Unit.Engine;
using ContainerNet.Unit.Help;
using ContainerNet.Unit.Package;
using Xunit;

namespace ContainerNet.Unit.Connection;

/// <summary>The first call of a session is fast because what it runs was compiled ahead, for the very runtime it runs on.</summary>
[Collection(nameof(CompilerListener))]
public class PrecompiledTests
{
    private static readonly string s_root = Path.Combine(Repository.Root, "bin", "engine");

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_precompiled_code_is_used()
    {
        var folder = EngineFolder.Choose(s_root, Environment.Version.Major, RuntimeInformation.ProcessArchitecture, Directory.Exists);
        Assert.SkipUnless(folder != Path.Combine(s_root, "any"), "Nothing is precompiled for this runtime and processor.");
        Assert.SkipUnless(AssemblyTests.PrecompiledByBuild || AssemblyTests.IsPrecompiled(Path.Combine(folder, "Docker.DotNet.dll")), "bin/engine is plain code; ./build.sh build precompiles it.");

        using var compiler = new CompilerListener("ContainerNet.Docker");
        await CallAsync(folder);
        var end = DateTime.UtcNow;
        // The plain code, compiled afterwards, shows that the listener hears, and that it has heard all that came before.
        await CallAsync(Path.Combine(s_root, "any"));
        await compiler.WaitForAsync(compiled => compiled.At > end);

        Assert.Empty(compiler.Compiled.Where(compiled => compiled.At < end).Select(compiled => compiled.Method));
    }

    /// <summary>A fresh copy of the engine side connects, lists containers and networks, and inspects one.</summary>
    private static async Task CallAsync(string folder)
    {
        await using var fake = new FakeHttpEngine(request => request.AnswerAsync(200, request.Path.EndsWith("/c/json", StringComparison.Ordinal)
            ? """{"Id":"0123","Name":"/c","HostConfig":{"NetworkMode":"none"},"NetworkSettings":{"Networks":{"none":{}}}}"""
            : """[{"Name":"bridge","Id":"0123","Driver":"bridge"}]"""));
        var assembly = new EngineLoadContext(folder).LoadFromAssemblyPath(Path.Combine(folder, "ContainerNet.Docker.dll"));
        var factory = (IContainerEngineFactory)Activator.CreateInstance(assembly.GetType("ContainerNet.Docker.DockerEngineFactory", true)!)!;
        using var engine = await factory.ConnectAsync(fake.Endpoint, TimeSpan.FromSeconds(5), Token);
        await engine.Containers.ListAsync(true, Token);
        await engine.Containers.InspectAsync("c", Token);
        await engine.Networks.ListAsync(Token);
    }
}
