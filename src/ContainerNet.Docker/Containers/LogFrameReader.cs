using System.Buffers.Binary;
using ContainerNet.Services.Engine;

namespace ContainerNet.Docker.Containers;

/// <summary>
/// Reads the engine's log stream of a container without a terminal: frames of an 8 byte header (the stream's number, three zeros, the
/// length in big endian) and a payload. Docker.DotNet's MultiplexedStream throws at stream 3 (the engine's own errors) and cannot be
/// cancelled while it waits.
/// </summary>
internal sealed class LogFrameReader(Stream stream)
{
    private const int HeaderLength = 8;
    private const int SystemError = 3;

    // A frame is handed on in pieces no larger than this: its length is the sender's word.
    private const int PieceLength = 64 * 1024;

    private readonly byte[] _header = new byte[HeaderLength];
    private bool _isError;
    private long _left;

    /// <summary>The next piece; null at the end.</summary>
    /// <exception cref="IOException">The stream ends within a frame, is none of frames, or tells an error of the engine.</exception>
    public async Task<LogChunk?> ReadAsync(CancellationToken cancellationToken)
    {
        while (_left == 0)
            if (!await ReadHeaderAsync(cancellationToken).ConfigureAwait(false)) return null;
        var buffer = new byte[Math.Min(_left, PieceLength)];
        var count = await stream.ReadAsync(buffer, cancellationToken).ConfigureAwait(false);
        if (count == 0) throw new EndOfStreamException();
        _left -= count;
        return new LogChunk(_isError, buffer.AsMemory(0, count));
    }

    private async Task<bool> ReadHeaderAsync(CancellationToken cancellationToken)
    {
        var count = await stream.ReadAtLeastAsync(_header, HeaderLength, throwOnEndOfStream: false, cancellationToken).ConfigureAwait(false);
        if (count == 0) return false;
        if (count < HeaderLength) throw new EndOfStreamException();
        var number = _header[0];
        if (number > SystemError || _header[1] != 0 || _header[2] != 0 || _header[3] != 0)
            throw new InvalidDataException($"log frame header {Convert.ToHexString(_header)}");
        _left = BinaryPrimitives.ReadUInt32BigEndian(_header.AsSpan(4));
        _isError = number >= 2;
        if (number != SystemError) return true;
        var message = new byte[Math.Min(_left, PieceLength)];
        await stream.ReadExactlyAsync(message, cancellationToken).ConfigureAwait(false);
        throw new IOException(System.Text.Encoding.UTF8.GetString(message));
    }
}
