using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace ContainerNet.Linux.Netlink;

/// <summary>Lets one thread sleep until a socket has something to receive, and any other wake it for good (eventfd(2), poll(2)).</summary>
internal sealed class StopSignal : IDisposable
{
    private readonly SafeDescriptor _event = LibC.eventfd(0, LibC.EFD_CLOEXEC);

    /// <exception cref="KernelException">Too many descriptors are open.</exception>
    public StopSignal()
    {
        if (_event.IsInvalid) throw KernelException.FromLastCall("eventfd");
    }

    /// <summary>Ends every waiting, now and later.</summary>
    public void Stop()
    {
        Span<byte> one = stackalloc byte[sizeof(ulong)];
        BinaryPrimitives.WriteUInt64LittleEndian(one, 1);
        if (LibC.write(_event, one, one.Length) < 0) throw KernelException.FromLastCall("write(eventfd)");
    }

    /// <summary>Sleeps until there is something to receive; false when it is to end, or the time is over.</summary>
    /// <param name="socket">The socket.</param>
    /// <param name="limit">How long to sleep; null for as long as it takes.</param>
    public bool WaitFor(SafeDescriptor socket, TimeSpan? limit = null)
    {
        var milliseconds = limit is { } time ? (int)Math.Ceiling(Math.Clamp(time.TotalMilliseconds, 0, int.MaxValue)) : -1;
        Span<PollDescriptor> descriptors =
        [
            new PollDescriptor { Descriptor = socket.Number, Wanted = LibC.POLLIN },
            new PollDescriptor { Descriptor = _event.Number, Wanted = LibC.POLLIN },
        ];
        while (LibC.poll(descriptors, (nuint)descriptors.Length, milliseconds) < 0)
        {
            if (Marshal.GetLastPInvokeError() != Errno.EINTR) throw KernelException.FromLastCall("poll");
        }

        return descriptors[1].Returned == 0 && descriptors[0].Returned != 0;
    }

    /// <inheritdoc/>
    public void Dispose() => _event.Dispose();
}
