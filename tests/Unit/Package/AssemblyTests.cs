using System.Reflection.PortableExecutable;
using System.Runtime.Versioning;
using ContainerNet.Unit.Help;
using Xunit;

namespace ContainerNet.Unit.Package;

/// <summary>Which code stands in bin/: plain where every processor and runtime is to load it, precompiled where it is worth it.</summary>
public class AssemblyTests
{
    // The machine of precompiled code names the operating system too: the processor's number, xor Linux's (IMAGE_FILE_MACHINE_OS_MASK).
    private const int LinuxMask = 0x7B79;

    [Theory]
    [InlineData("ContainerNet.dll")]
    [InlineData("engine/any/ContainerNet.Docker.dll")]
    [InlineData("engine/any/Docker.DotNet.dll")]
    [InlineData("engine/any/Newtonsoft.Json.dll")]
    public void Plain_code_loads_on_every_processor(string file)
    {
        using var reader = Open(file);

        Assert.Equal((Machine.I386, CorFlags.ILOnly), (reader.PEHeaders.CoffHeader.Machine, reader.PEHeaders.CorHeader!.Flags & ~CorFlags.StrongNameSigned));
        Assert.False(IsPrecompiled(reader));
    }

    [Theory]
    [InlineData("net10.0-linux-x64", Machine.Amd64)]
    [InlineData("net10.0-linux-arm64", Machine.Arm64)]
    public void Precompiled_code_is_that_of_its_processor(string folder, Machine machine)
    {
        var files = Directory.GetFiles(PathOf($"engine/{folder}"));
        Assert.SkipUnless(PrecompiledByBuild || files.Any(IsPrecompiled), "bin/engine is plain code; ./build.sh build precompiles it.");

        Assert.All(files, file =>
        {
            using var reader = Open(file);
            Assert.True(IsPrecompiled(reader));
            Assert.Equal((int)machine ^ LinuxMask, (int)reader.PEHeaders.CoffHeader.Machine & 0xFFFF);
        });
    }

    [Fact]
    public void The_module_is_built_for_net8() =>
        Assert.Equal(".NETCoreApp,Version=v8.0", typeof(Container).Assembly.CustomAttributes
            .Single(static attribute => attribute.AttributeType == typeof(TargetFrameworkAttribute)).ConstructorArguments[0].Value);

    /// <summary>build.ps1 has precompiled the engine side before it runs the tests: there plain code is a fault.</summary>
    internal static bool PrecompiledByBuild => Environment.GetEnvironmentVariable("CONTAINERNET_PRECOMPILED") == "1";

    internal static bool IsPrecompiled(string file)
    {
        using var reader = Open(file);
        return IsPrecompiled(reader);
    }

    private static bool IsPrecompiled(PEReader reader) => reader.PEHeaders.CorHeader!.ManagedNativeHeaderDirectory.Size > 0;

    private static PEReader Open(string file) => new(File.OpenRead(PathOf(file)));

    private static string PathOf(string file) => Path.Combine(Repository.Root, "bin", file);
}
