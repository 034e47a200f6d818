namespace ContainerNet.Linux.Proc;

/// <summary>Cuts the tables of /proc into lines and fields, without making strings.</summary>
internal static class Lines
{
    /// <summary>The lines of a text, without their ends.</summary>
    public static Enumerator Split(ReadOnlySpan<byte> text) => new(text);

    /// <summary>Cuts a line at blanks and tabs; returns how many fields it has, as far as there is room for them.</summary>
    public static int Fields(ReadOnlySpan<byte> line, Span<Range> fields)
    {
        var count = 0;
        var position = 0;
        while (count < fields.Length)
        {
            while (position < line.Length && IsBlank(line[position])) position++;
            if (position == line.Length) break;
            var start = position;
            while (position < line.Length && !IsBlank(line[position])) position++;
            fields[count++] = start..position;
        }

        return count;
    }

    private static bool IsBlank(byte value) => value is (byte)' ' or (byte)'\t';

    /// <summary>Walks the lines of a text.</summary>
    public ref struct Enumerator(ReadOnlySpan<byte> text)
    {
        private readonly ReadOnlySpan<byte> _text = text;
        private int _next;

        public Range Current { get; private set; }

        public readonly Enumerator GetEnumerator() => this;

        public bool MoveNext()
        {
            if (_next >= _text.Length) return false;
            var length = _text[_next..].IndexOf((byte)'\n');
            var end = length < 0 ? _text.Length : _next + length;
            Current = _next..end;
            _next = end + 1;
            return true;
        }
    }
}
