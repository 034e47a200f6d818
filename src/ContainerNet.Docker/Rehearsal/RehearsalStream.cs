using System.Text;

namespace ContainerNet.Docker.Rehearsal;

/// <summary>
/// A connection to an engine that is not there: every request is answered from memory. Each answer comes from another thread and later, as
/// from a socket, since code that waits is not the code that runs through.
/// </summary>
internal sealed class RehearsalStream : Stream
{
    private readonly Queue<byte[]> _answers = new();
    private readonly SemaphoreSlim _answered = new(0);

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
        _answers.Enqueue(RehearsalAnswers.To(target));
        _answered.Release();
        return default;
    }

    /// <inheritdoc/>
    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        await _answered.WaitAsync(cancellationToken).ConfigureAwait(false);
        await Task.Yield();
        var answer = _answers.Dequeue();
        answer.CopyTo(buffer);
        return answer.Length;
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

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing) _answered.Dispose();
        base.Dispose(disposing);
    }
}
