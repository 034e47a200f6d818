namespace ContainerNet.Linux.Netlink;

/// <summary>Writes a dump request into the buffer it is given; returns its length and sequence number.</summary>
internal delegate (int Length, uint Sequence) RequestWriter(Span<byte> buffer);

/// <summary>Asks for a dump, and asks again where the kernel's tables changed meanwhile.</summary>
internal static class DumpExchange
{
    // While links come and go about one dump in fourteen is interrupted (measured); ten in a row do not happen by chance.
    private const int MaxDumps = 10;

    /// <param name="socket">The socket.</param>
    /// <param name="operation">The request's name, for errors.</param>
    /// <param name="answer">The type of the messages wanted.</param>
    /// <param name="parse">Reads one message.</param>
    /// <param name="write">Writes the request, with a new sequence number each time.</param>
    /// <exception cref="KernelException">The kernel's refusal, bytes that make no sense, or changes without end.</exception>
    public static List<T> Run<T>(NetlinkSocket socket, string operation, int answer, MessageParser<T> parse, RequestWriter write)
    {
        Span<byte> buffer = stackalloc byte[RequestBuilder.MaxSize];
        for (var attempt = 0; attempt < MaxDumps; attempt++)
        {
            var (length, sequence) = write(buffer);
            socket.Send(buffer[..length]);
            var dump = new DumpCollector<T>(operation, sequence, answer, parse);
            while (!dump.Take(socket.Receive()))
            {
            }

            if (!dump.Interrupted) return dump.Items;
        }

        throw KernelException.FromErrno(operation, Errno.EINTR, $"interrupted by changes {MaxDumps} times in a row");
    }
}
