using System.Text;
using ContainerNet.Linux.Proc;
using Xunit;

namespace ContainerNet.Unit.Publishing;

public class ListeningSocketTests
{
    private const string Tcp = """
          sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode
           0: 0100007F:1F90 00000000:0000 0A 00000000:00000000 00:00000000 00000000     0        0 4711 1 0000000000000000 100 0 0 10 0
           1: 00000000:1F90 00000000:0000 0A 00000000:00000000 00:00000000 00000000  1000        0 4712 1 0000000000000000 100 0 0 10 0
           2: 0100007F:1F90 0100007F:C350 01 00000000:00000000 00:00000000 00000000     0        0 4713 1 0000000000000000 20 4 30 10 -1
           3: 00000000:0050 00000000:0000 0A 00000000:00000000 00:00000000 00000000     0        0 4714 1 0000000000000000 100 0 0 10 0
        """;

    private const string Tcp6 = """
          sl  local_address                         remote_address                        st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode
           0: 00000000000000000000000000000000:1F90 00000000000000000000000000000000:0000 0A 00000000:00000000 00:00000000 00000000     0        0 5711 1 0000000000000000 100 0 0 10 0
           1: B80D0120000000000000000001000000:1F90 00000000000000000000000000000000:0000 0A 00000000:00000000 00:00000000 00000000     0        0 5712 1 0000000000000000 100 0 0 10 0
        """;

    [Fact]
    public void Listeners_of_the_port_are_read_and_no_connections() =>
        Assert.Equal("127.0.0.1:8080 4711, 0.0.0.0:8080 4712", Read(Tcp, listeningOnly: true));

    [Fact]
    public void Every_bound_socket_counts_where_nothing_listens() => Assert.Contains("4713", Read(Tcp, listeningOnly: false), StringComparison.Ordinal);

    [Fact]
    public void IPv6_addresses_are_read_word_by_word() => Assert.Equal(":::8080 5711, 2001:db8::1:8080 5712", Read(Tcp6, listeningOnly: true));

    private static string Read(string text, bool listeningOnly)
    {
        var found = ListeningSockets.Of(SocketTable.Parse(Encoding.ASCII.GetBytes(text)), listeningOnly).Where(static socket => socket.Port == 8080);
        return string.Join(", ", found.Select(s => $"{s.Address}:{s.Port} {s.Inode}"));
    }
}
