using System.Text;

namespace ContainerNet.Docker.Rehearsal;

/// <summary>
/// A connection to an engine that is not there: every request is answered from memory. Each answer comes from another thread and later, as
/// from a socket, since code that waits is not the code that runs through. It does not itself wait: that would be compiled for nothing else.
/// </summary>
internal sealed class RehearsalStream : Stream
{
    private readonly object _lock = new();
    private readonly Queue<byte[]> _answers = new();
    private TaskCompletionSource<int>? _read;
    private Memory<byte> _buffer;

    /// <inheritdoc/>
    public override bool CanRead => true;

    /// <inheritdoc/>
    public override bool CanSeek => false;

    /// <inheritdoc/>
    public override bool CanWrite => true;

    /// <inheritdoc/>
    public override long Length => throw new NotSupportedException();

    /// <inheritdoc/>
    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    /// <summary>A request: the client sends the head of a GET in one piece, and none before the last answer was read.</summary>
    public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var target = Encoding.ASCII.GetString(buffer.Span).Split(' ')[1];
        lock (_lock) _answers.Enqueue(RehearsalAnswers.To(target));
        AnswerLater();
        return default;
    }

    /// <inheritdoc/>
    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var read = new TaskCompletionSource<int>(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (_lock) (_buffer, _read) = (buffer, read);
        AnswerLater();
        return new ValueTask<int>(read.Task);
    }

    /// <inheritdoc/>
    public override Task FlushAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public override void Flush()
    {
    }

    /// <inheritdoc/>
    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override void SetLength(long value) => throw new NotSupportedException();

    private void AnswerLater() => ThreadPool.UnsafeQueueUserWorkItem(static stream => ((RehearsalStream)stream!).Answer(), this);

    /// <summary>Where a read waits and an answer is there, the one ends with the other.</summary>
    private void Answer()
    {
        lock (_lock)
        {
            if (_read is not { } read || !_answers.TryDequeue(out var answer)) return;
            _read = null;
            answer.CopyTo(_buffer);
            read.SetResult(answer.Length);
        }
    }
}
