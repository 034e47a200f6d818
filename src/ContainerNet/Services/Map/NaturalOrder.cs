namespace ContainerNet.Services.Map;

/// <summary>Orders names as people do: web-2 before web-10.</summary>
internal sealed class NaturalOrder : IComparer<string>
{
    public static NaturalOrder Instance { get; } = new();

    public int Compare(string? x, string? y)
    {
        var left = x.AsSpan();
        var right = y.AsSpan();
        while (left.Length > 0 && right.Length > 0)
        {
            var one = Take(ref left);
            var other = Take(ref right);
            var order = char.IsAsciiDigit(one[0]) && char.IsAsciiDigit(other[0]) ? CompareNumbers(one, other) : one.SequenceCompareTo(other);
            if (order != 0) return order;
        }

        // Equal but for zeros in front: something has to decide, and always the same.
        return left.Length != right.Length ? left.Length.CompareTo(right.Length) : string.CompareOrdinal(x, y);
    }

    private static int CompareNumbers(ReadOnlySpan<char> one, ReadOnlySpan<char> other)
    {
        one = one.TrimStart('0');
        other = other.TrimStart('0');
        return one.Length != other.Length ? one.Length.CompareTo(other.Length) : one.SequenceCompareTo(other);
    }

    // The digits, or the rest up to the next digit.
    private static ReadOnlySpan<char> Take(ref ReadOnlySpan<char> text)
    {
        var digits = char.IsAsciiDigit(text[0]);
        var length = 1;
        while (length < text.Length && char.IsAsciiDigit(text[length]) == digits) length++;
        var taken = text[..length];
        text = text[length..];
        return taken;
    }
}
