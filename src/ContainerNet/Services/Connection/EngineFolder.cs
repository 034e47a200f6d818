using System.Runtime.InteropServices;

namespace ContainerNet.Services.Connection;

/// <summary>
/// Chooses where the engine's assemblies are loaded from: code compiled ahead where runtime and processor fit, else plain IL. Code
/// compiled for .NET 8 is rejected by .NET 10, so there is none.
/// </summary>
internal static class EngineFolder
{
    private const int PrecompiledFor = 10;

    /// <param name="root">The folder <c>engine</c> beside this assembly.</param>
    /// <param name="runtime">The major version of the .NET runtime.</param>
    /// <param name="processor">The processor this process runs on.</param>
    /// <param name="exists">Whether a folder is there.</param>
    public static string Choose(string root, int runtime, Architecture processor, Func<string, bool> exists)
    {
        var name = processor switch
        {
            Architecture.X64 => "net10.0-linux-x64",
            Architecture.Arm64 => "net10.0-linux-arm64",
            _ => null,
        };
        return runtime >= PrecompiledFor && name is not null && exists(Path.Combine(root, name))
            ? Path.Combine(root, name)
            : Path.Combine(root, "any");
    }
}
