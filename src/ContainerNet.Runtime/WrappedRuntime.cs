using System.Runtime.InteropServices;
using System.Text;

namespace ContainerNet.Runtime;

/// <summary>
/// The runtime that does the work: the target of the link <c>wrapped</c> beside this executable, or, where there is none, runc from PATH. A link,
/// because it costs one system call and is replaced in one step; not runtimeArgs, for which the engine writes a shell script.
/// </summary>
internal static unsafe class WrappedRuntime
{
    private const string Link = "wrapped";

    /// <summary>Becomes it, with the same arguments byte for byte, process id and descriptors. Returns only by throwing.</summary>
    /// <exception cref="RuntimeException">It is not there or cannot be started.</exception>
    public static void Become()
    {
        var path = Find();
        byte[] name = [.. Encoding.UTF8.GetBytes(path), 0];

        // .NET has made text of the arguments; here they go on as they came.
        var words = File.ReadAllBytes("/proc/self/cmdline");
        var count = words.AsSpan().Count((byte)0);
        fixed (byte* first = words, own = name)
        {
            var argv = (byte**)NativeMemory.AllocZeroed((nuint)(count + 1), (nuint)sizeof(byte*));
            argv[0] = own;
            for (int i = 1, at = words.AsSpan().IndexOf((byte)0) + 1; i < count; i++)
            {
                argv[i] = first + at;
                at += words.AsSpan(at).IndexOf((byte)0) + 1;
            }

            // .NET ignores SIGPIPE, and what is ignored stays so across exec (signal(7)): crun would hand it on to the container.
            LibC.signal(LibC.SIGPIPE, 0); // SIG_DFL
            LibC.execv(own, argv);
            throw new RuntimeException($"the runtime {path} cannot be started: {LibC.LastError}");
        }
    }

    private static string Find()
    {
        var folder = Path.GetDirectoryName(Environment.ProcessPath) ?? "/";
        var link = new FileInfo(Path.Combine(folder, Link));
        if (link.LinkTarget is { } target) return target;
        foreach (var place in (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':', StringSplitOptions.RemoveEmptyEntries))
        {
            if (File.Exists(Path.Combine(place, "runc"))) return Path.Combine(place, "runc");
        }

        throw new RuntimeException($"there is no runtime to hand over to: no link {folder}/{Link}, and no runc in PATH");
    }
}
