namespace ContainerNet.Linux;

/// <summary>
/// Hands out one array for the same few bytes: most broadcast addresses are equal, and those of a container are the same each time it is
/// read. Nobody may write into what it gives. Safe for many threads.
/// </summary>
internal static class ByteCache
{
    private const int Slots = 4096;
    private const int LongestValue = 32;

    private static readonly byte[]?[] s_values = new byte[]?[Slots];

    public static byte[] Get(ReadOnlySpan<byte> value)
    {
        if (value.IsEmpty) return [];
        if (value.Length > LongestValue) return value.ToArray();
        var hash = default(HashCode);
        hash.AddBytes(value);
        ref var slot = ref s_values[hash.ToHashCode() & (Slots - 1)];
        if (Volatile.Read(ref slot) is { } known && value.SequenceEqual(known)) return known;
        var made = value.ToArray();
        Volatile.Write(ref slot, made);
        return made;
    }
}
