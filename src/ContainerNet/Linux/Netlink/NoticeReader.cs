using static ContainerNet.Linux.Netlink.NetlinkConstants;

namespace ContainerNet.Linux.Netlink;

/// <summary>Reads the notices of one datagram. Pure: it sees bytes only.</summary>
internal static class NoticeReader
{
    /// <param name="datagram">The datagram.</param>
    /// <param name="namespaceId">The namespace it came from; null for the listening one.</param>
    /// <exception cref="KernelException">Bytes that make no sense.</exception>
    public static List<NetworkNotice> Read(ReadOnlySpan<byte> datagram, int? namespaceId)
    {
        var notices = new List<NetworkNotice>(1);
        var message = new MessageReader(datagram);
        while (message.Read())
        {
            switch (message.Type)
            {
                case RTM_NEWLINK or RTM_DELLINK:
                    var link = LinkMessage.Parse(message.Payload);

                    // A bridge's word about its port is not about the interface itself.
                    if (link.Family == LibC.AF_UNSPEC) notices.Add(new LinkNotice(namespaceId, link, message.Type == RTM_DELLINK));
                    break;
                case RTM_NEWADDR or RTM_DELADDR:
                    notices.Add(new AddressNotice(namespaceId, AddressMessage.Parse(message.Payload), message.Type == RTM_DELADDR));
                    break;
                case RTM_DELNSID:
                    notices.Add(new NamespaceGoneNotice());
                    break;
            }
        }

        return notices;
    }
}
