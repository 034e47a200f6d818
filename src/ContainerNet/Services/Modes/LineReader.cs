using System.Text;

namespace ContainerNet.Services.Modes;

/// <summary>Cuts a stream of UTF-8 chunks into lines; a chunk may end in the middle of a line or of a character.</summary>
internal sealed class LineReader(Action<string> onLine)
{
    private readonly Decoder _decoder = Encoding.UTF8.GetDecoder();
    private readonly StringBuilder _rest = new();

    /// <summary>Takes a chunk and passes on each line that is complete, without its end (LF or CR LF).</summary>
    public void Add(ReadOnlySpan<byte> bytes)
    {
        var text = new char[Encoding.UTF8.GetMaxCharCount(bytes.Length)];
        var remaining = text.AsSpan(0, _decoder.GetChars(bytes, text, flush: false));
        for (var end = remaining.IndexOf('\n'); end >= 0; end = remaining.IndexOf('\n'))
        {
            _rest.Append(remaining[..end]);
            PassOn();
            remaining = remaining[(end + 1)..];
        }

        _rest.Append(remaining);
    }

    /// <summary>Passes on what stands after the last line end.</summary>
    public void End()
    {
        var text = new char[1];
        _rest.Append(text.AsSpan(0, _decoder.GetChars([], text, flush: true)));
        if (_rest.Length > 0) PassOn();
    }

    private void PassOn()
    {
        if (_rest.Length > 0 && _rest[^1] == '\r') _rest.Length--;
        var line = _rest.ToString();
        _rest.Clear();
        onLine(line);
    }
}
