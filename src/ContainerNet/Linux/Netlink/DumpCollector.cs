using static ContainerNet.Linux.Netlink.NetlinkConstants;

namespace ContainerNet.Linux.Netlink;

/// <summary>Makes an object of the payload of one message.</summary>
internal delegate T MessageParser<T>(ReadOnlySpan<byte> payload);

/// <summary>Collects the objects of a dump, datagram by datagram. Pure: it sees bytes only.</summary>
/// <param name="operation">The request's name, for errors.</param>
/// <param name="sequence">The number the request carried.</param>
/// <param name="type">The type of the messages wanted.</param>
/// <param name="parse">Reads one message.</param>
internal sealed class DumpCollector<T>(string operation, uint sequence, int type, MessageParser<T> parse)
{
    /// <summary>What came so far, in the kernel's order.</summary>
    public List<T> Items { get; } = [];

    /// <summary>The kernel's tables changed meanwhile: what came may lack or repeat something.</summary>
    public bool Interrupted { get; private set; }

    /// <summary>Takes a datagram; true when it was the last.</summary>
    /// <exception cref="KernelException">The kernel's error, or bytes that make no sense.</exception>
    public bool Take(ReadOnlySpan<byte> datagram)
    {
        var message = new MessageReader(datagram);
        while (message.Read())
        {
            if (message.Sequence != sequence)
                throw KernelException.Malformed($"an answer to request {message.Sequence} instead of {sequence}");
            if ((message.Flags & NLM_F_DUMP_INTR) != 0) Interrupted = true;
            switch (message.Type)
            {
                case NLMSG_NOOP:
                    break;
                case NLMSG_OVERRUN:
                    Interrupted = true;
                    break;
                case NLMSG_DONE or NLMSG_ERROR:
                    Acknowledgement.ThrowIfError(operation, in message);
                    return true;
                default:
                    if (message.Type != type) throw KernelException.Malformed($"a message of type {message.Type} instead of {type}");
                    Items.Add(parse(message.Payload));
                    break;
            }
        }

        return false;
    }
}
