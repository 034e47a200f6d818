using System.Buffers;
using System.Runtime.InteropServices;

namespace ContainerNet.Linux.Proc;

/// <summary>Reads a file of /proc to its end into a pooled buffer.</summary>
internal ref struct ProcFile : IDisposable
{
    private const int FirstSize = 4096;

    private byte[] _buffer;
    private int _length;

    private ProcFile(byte[] buffer) => _buffer = buffer;

    /// <summary>The bytes; valid until this is disposed of.</summary>
    public readonly ReadOnlySpan<byte> Content => _buffer.AsSpan(0, _length);

    /// <exception cref="KernelException">The file cannot be opened or read.</exception>
    public static ProcFile Read(ProcessDirectory process, string name)
    {
        using var file = process.OpenFile(name);
        var content = new ProcFile(ArrayPool<byte>.Shared.Rent(FirstSize));
        try
        {
            while (content.Fill(file))
            {
            }

            return content;
        }
        catch
        {
            content.Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    public readonly void Dispose() => ArrayPool<byte>.Shared.Return(_buffer);

    private bool Fill(SafeDescriptor file)
    {
        if (_length == _buffer.Length)
        {
            var larger = ArrayPool<byte>.Shared.Rent(_buffer.Length * 2);
            Content.CopyTo(larger);
            ArrayPool<byte>.Shared.Return(_buffer);
            _buffer = larger;
        }

        var count = LibC.read(file, _buffer.AsSpan(_length), _buffer.Length - _length);
        if (count < 0 && Marshal.GetLastPInvokeError() == Errno.EINTR) return true;
        if (count < 0) throw KernelException.FromLastCall("/proc");
        _length += (int)count;
        return count > 0;
    }
}
