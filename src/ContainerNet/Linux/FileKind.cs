using System.Buffers.Binary;

namespace ContainerNet.Linux;

/// <summary>Tells files from folders, devices, pipes and sockets, which .NET does not.</summary>
internal static class FileKind
{
    // struct statx of linux/stat.h.
    private const int Size = 256;
    private const int ModeAt = 28;

    /// <summary>Whether a path leads to a regular file; links are followed. null where it leads to nothing.</summary>
    public static bool? IsRegular(string path)
    {
        Span<byte> result = stackalloc byte[Size];
        return LibC.statx(LibC.AT_FDCWD, path, 0, LibC.STATX_TYPE, result) != 0 ? null : IsRegular(result);
    }

    /// <summary>Whether an open descriptor is of a regular file; one that only names a file (O_PATH) will do.</summary>
    public static bool IsRegular(SafeDescriptor file)
    {
        Span<byte> result = stackalloc byte[Size];
        return LibC.statx(file, "", LibC.AT_EMPTY_PATH, LibC.STATX_TYPE, result) == 0 && IsRegular(result);
    }

    private static bool IsRegular(ReadOnlySpan<byte> result) =>
        (BinaryPrimitives.ReadUInt16LittleEndian(result[ModeAt..]) & LibC.S_IFMT) == LibC.S_IFREG;
}
