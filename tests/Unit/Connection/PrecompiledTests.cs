using System.Runtime;
using System.Runtime.InteropServices;
using ContainerNet.Services.Connection;
using ContainerNet.Services.Engine;
using ContainerNet.Unit.Engine;
using ContainerNet.Unit.Help;
using ContainerNet.Unit.Package;
using Xunit;

namespace ContainerNet.Unit.Connection;

/// <summary>The first call of a session is fast because what it runs was compiled ahead, for the very runtime it runs on.</summary>
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

        // Once for what the framework itself has to compile.
        await CompiledByFirstCallAsync(Path.Combine(s_root, "any"));
        var plain = await CompiledByFirstCallAsync(Path.Combine(s_root, "any"));
        var precompiled = await CompiledByFirstCallAsync(folder);

        Assert.True(precompiled < plain / 2, $"methods compiled by the first call: {plain} plain, {precompiled} precompiled");
    }

    /// <summary>How many methods the runtime compiles when a fresh copy of the engine side connects and lists networks.</summary>
    private static async Task<long> CompiledByFirstCallAsync(string folder)
    {
        await using var fake = FakeHttpEngine.Answering(200, """[{"Name":"bridge","Id":"0123","Driver":"bridge"}]""");
        var assembly = new EngineLoadContext(folder).LoadFromAssemblyPath(Path.Combine(folder, "ContainerNet.Docker.dll"));
        var factory = (IContainerEngineFactory)Activator.CreateInstance(assembly.GetType("ContainerNet.Docker.DockerEngineFactory", true)!)!;

        var before = JitInfo.GetCompiledMethodCount();
        using var engine = await factory.ConnectAsync(fake.Endpoint, TimeSpan.FromSeconds(5), Token);
        await engine.Networks.ListAsync(Token);
        return JitInfo.GetCompiledMethodCount() - before;
    }
}
