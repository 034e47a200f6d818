using System.Text;

namespace ContainerNet.Linux;

/// <summary>
/// Hands out one string for a short text that comes again and again: names, addresses. What falls out of it is only made anew. Safe for
/// many threads.
/// </summary>
internal static class TextCache
{
    private const int Slots = 4096;
    private const int LongestText = 64;

    private static readonly string?[] s_texts = new string?[Slots];

    public static string Get(ReadOnlySpan<char> text)
    {
        if (text.IsEmpty) return "";
        if (text.Length > LongestText) return new string(text);
        ref var slot = ref s_texts[string.GetHashCode(text) & (Slots - 1)];
        if (Volatile.Read(ref slot) is { } known && text.SequenceEqual(known)) return known;
        var made = new string(text);
        Volatile.Write(ref slot, made);
        return made;
    }

    /// <param name="utf8">The text in UTF-8.</param>
    public static string Get(ReadOnlySpan<byte> utf8)
    {
        if (utf8.Length > LongestText) return Encoding.UTF8.GetString(utf8);
        Span<char> text = stackalloc char[LongestText];
        return Get(text[..Encoding.UTF8.GetChars(utf8, text)]);
    }
}
