using ContainerNet.Services.Engine;

namespace ContainerNet.Services.Modes;

/// <summary>Cuts both streams of a container's log into lines. A log that is read a second time adds only what was not seen before.</summary>
internal sealed class LogOutput(Action<string> onOutput, Action<string> onError)
{
    private readonly Part _output = new(onOutput);
    private readonly Part _error = new(onError);

    public void Add(LogChunk chunk) => (chunk.IsError ? _error : _output).Add(chunk.Bytes.Span);

    /// <summary>The log is about to be read from its start again.</summary>
    public void Rewind()
    {
        _output.Position = 0;
        _error.Position = 0;
    }

    /// <summary>Passes on what stands after the last line ends.</summary>
    public void End()
    {
        _output.Lines.End();
        _error.Lines.End();
    }

    private sealed class Part(Action<string> onLine)
    {
        private long _seen;

        public LineReader Lines { get; } = new(onLine);

        public long Position { get; set; }

        public void Add(ReadOnlySpan<byte> bytes)
        {
            var known = (int)Math.Clamp(_seen - Position, 0, bytes.Length);
            Position += bytes.Length;
            _seen = Math.Max(_seen, Position);
            if (known < bytes.Length) Lines.Add(bytes[known..]);
        }
    }
}
