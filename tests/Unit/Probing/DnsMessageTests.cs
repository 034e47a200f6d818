using System.Net;
using ContainerNet.Services.Probing.Dns;
using Xunit;

namespace ContainerNet.Unit.Probing;

public class DnsMessageTests
{
    private static readonly byte[] s_question = DnsMessage.Ask(0x1234, "www.example.com", DnsMessage.TypeA)!;

    [Fact]
    public void A_question_is_that_of_the_standard() => Assert.Equal(
        "12340100000100000000000003777777076578616D706C6503636F6D0000010001", Convert.ToHexString(s_question));

    [Theory]
    [InlineData("")]
    [InlineData(".")]
    [InlineData("a..b")]
    [InlineData("0123456789012345678901234567890123456789012345678901234567890123.com")]
    public void What_is_no_name_is_not_asked_for(string name) => Assert.Null(DnsMessage.Ask(1, name, DnsMessage.TypeA));

    [Fact]
    public void Addresses_are_read_through_an_alias()
    {
        // www.example.com CNAME web.example.com; web.example.com A 192.0.2.7, and an address of somebody else.
        var answer = Answer(0x8180, 3, "C00C00050001000000050006" + "03776562C010", "C02D0001000100000005" + "0004C0000207", "036F74680000010001000000050004" + "C0000299");

        Assert.Equal([IPAddress.Parse("192.0.2.7")], answer!.Addresses);
    }

    [Theory]
    [InlineData(0x8183, "NotFound")]
    [InlineData(0x8182, "Failed")]
    [InlineData(0x8185, "Failed")]
    [InlineData(0x8380, "Truncated")]
    [InlineData(0x8180, "Empty")]
    public void What_the_server_says_is_told(int flags, string outcome) => Assert.Equal(outcome, $"{Answer(flags, 0)!.Outcome}");

    [Fact]
    public void An_answer_to_another_question_is_none()
    {
        var message = Message(0x8180, 0);
        Assert.Null(DnsMessage.Read(message, DnsMessage.Ask(0x1235, "www.example.com", DnsMessage.TypeA)));
        Assert.Null(DnsMessage.Read(message, DnsMessage.Ask(0x1234, "www.example.org", DnsMessage.TypeA)));
        Assert.Null(DnsMessage.Read(message, DnsMessage.Ask(0x1234, "www.example.com", DnsMessage.TypeAaaa)));
        Assert.Null(DnsMessage.Read(s_question, s_question));
    }

    [Fact]
    public void A_pointer_that_leads_to_itself_ends() => Assert.Null(Answer(0x8180, 1, "C0210001000100000005" + "0004C0000207"));

    [Fact]
    public void Whatever_is_cut_off_or_changed_is_read_without_harm()
    {
        var (whole, random) = (Message(0x8180, 2, "C00C00050001000000050006" + "03776562C010", "C02D0001000100000005" + "0004C0000207"), new Random(5));
        for (var length = 0; length < whole.Length; length++) DnsMessage.Read(whole.AsSpan(0, length), s_question);
        for (var i = 0; i < 20000; i++)
        {
            var changed = (byte[])whole.Clone();
            for (var changes = random.Next(1, 4); changes > 0; changes--) changed[random.Next(changed.Length)] = (byte)random.Next(256);
            DnsMessage.Read(changed, s_question);
        }

        Assert.Null(DnsMessage.Read(whole.AsSpan(0, whole.Length - 1), s_question));
    }

    [Fact]
    public void Settings_are_read_as_the_resolver_does()
    {
        var settings = ResolverSettings.Parse("# made\nnameserver 127.0.0.11\nnameserver nonsense\r\nsearch a.example  b.example\noptions edns0 ndots:2\n"u8.ToArray());

        Assert.Equal([IPAddress.Parse("127.0.0.11")], settings.Servers);
        Assert.True(settings.IsEmbedded);
        Assert.Equal(["web.x.a.example", "web.x.b.example", "web.x"], settings.NamesOf("web.x"));
        Assert.Equal(["a.b.c", "a.b.c.a.example", "a.b.c.b.example"], settings.NamesOf("a.b.c"));
        Assert.Equal(["web."], settings.NamesOf("web."));
    }

    [Fact]
    public void Without_settings_the_own_host_is_asked() => Assert.Equal([IPAddress.Loopback], ResolverSettings.Parse(null).Servers);

    [Fact]
    public void Hosts_are_read_with_their_other_names_and_without_comments()
    {
        var file = "::1 localhost ip6\n127.0.0.1\tlocalhost\n172.17.0.2 web.x web # not other\n# 1.2.3.4 none\n"u8.ToArray();

        Assert.Equal([IPAddress.Loopback, IPAddress.IPv6Loopback], HostsFile.Find(file, "LOCALHOST"));
        Assert.Equal([IPAddress.Parse("172.17.0.2")], HostsFile.Find(file, "web"));
        Assert.Empty(HostsFile.Find(file, "other"));
        Assert.Empty(HostsFile.Find(file, "none"));
        Assert.Empty(HostsFile.Find(null, "web"));
    }

    private static DnsAnswer? Answer(int flags, int records, params string[] rest) => DnsMessage.Read(Message(flags, records, rest), s_question);

    private static byte[] Message(int flags, int records, params string[] rest) =>
        [.. s_question[..2], (byte)(flags >> 8), (byte)flags, 0, 1, 0, (byte)records, 0, 0, 0, 0, .. s_question[12..], .. Convert.FromHexString(string.Concat(rest))];
}
