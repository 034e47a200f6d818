using ContainerNet.Linux;
using ContainerNet.Linux.Netlink;
using ContainerNet.Services.Namespaces;
using static ContainerNet.Linux.Netlink.NetlinkConstants;

namespace ContainerNet.Unit.Linux;

/// <summary>RTM_NEWLINK and RTM_NEWADDR messages, parsed as an answer and as a notice.</summary>
internal sealed class MutatedInterfaceMessages(IEnumerable<byte[]> datagrams, int seed) : MutatedMessages(datagrams, seed)
{
    private readonly byte[] _control = new byte[48];

    protected override void Parse(ReadOnlySpan<byte> original, ReadOnlySpan<byte> message, int round)
    {
        Random.NextBytes(_control);
        _control.AsSpan(1, 7).Clear();
        _ = NoticeReader.Read(message, (round & 1) == 0 ? null : TryReadControl());

        var sequence = new MessageReader(message) is var reader && reader.Read() ? reader.Sequence : 0;
        var links = new DumpCollector<LinkMessage>("fuzz", sequence, RTM_NEWLINK, LinkMessage.ParseWithStatistics);
        var addresses = new DumpCollector<AddressMessage>("fuzz", sequence, RTM_NEWADDR, AddressMessage.Parse);
        if (reader.Type == RTM_NEWADDR) addresses.Take(message);
        else links.Take(message);
        var contents = new NamespaceContents(1, null, links.Items, addresses.Items);
        foreach (var link in new InterfaceBuilder(contents, null, []).Build("", "")) _ = link.Name;
    }

    /// <summary>Nearly all of these are nonsense, which must not hide the message beside them.</summary>
    private int? TryReadControl()
    {
        try
        {
            return ControlReader.NamespaceId(_control);
        }
        catch (KernelException)
        {
            return null;
        }
    }
}
