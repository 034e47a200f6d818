using ContainerNet.Services;
using ContainerNet.Services.Publishing;
using ContainerNet.Tests;
using Xunit;

namespace ContainerNet.Unit.Publishing;

public class PublishParserTests
{
    public static TheoryData<string, string> Good => Rows(expected => expected != PublishTable.Error);

    public static TheoryData<string> Bad => [.. PublishTable.Rows().Where(row => row.Expected == PublishTable.Error).Select(row => row.Text)];

    [Theory]
    [MemberData(nameof(Good))]
    public void A_good_text_gives_the_bindings_of_the_table(string text, string expected)
    {
        var bindings = PublishParser.Parse(text).Select(m => (m.ContainerKey, m.HostIP, m.HostPortText));

        Assert.Equal(PublishTable.Sorted(expected), PublishTable.Print(bindings));
    }

    [Theory]
    [MemberData(nameof(Bad))]
    public void A_bad_text_is_refused_and_is_the_target(string text)
    {
        var error = Assert.Throws<ContainerNetException>(() => PublishParser.Parse(text));

        Assert.Equal((ErrorId.PublishInvalid, text), (error.Id, error.Target));
    }

    [Theory]
    [MemberData(nameof(Good))]
    public void A_mapping_prints_what_reads_as_the_same_mapping(string text, string expected)
    {
        Assert.NotEmpty(expected);
        Assert.All(PublishParser.Parse(text), mapping => Assert.Equal(mapping, Assert.Single(PublishParser.Parse(mapping.ToString()))));
    }

    [Fact]
    public void The_table_has_thirty_good_and_thirty_bad_texts() =>
        Assert.True(Good.Count >= 30 && Bad.Count >= 30, $"{Good.Count} good, {Bad.Count} bad");

    [Fact]
    public void One_bad_part_of_a_list_refuses_the_whole_text() =>
        Assert.Equal("80:80,x:443", Assert.Throws<ContainerNetException>(() => PublishParser.ParseAll(["80:80,x:443"])).Target);

    [Fact]
    public void Blanks_after_a_comma_do_not_count() => Assert.Equal([80, 443], PublishParser.Parse("80:80, 443:443").Select(m => m.HostPort));

    [Fact]
    public void A_choice_from_a_range_is_one_mapping_with_both_ends() =>
        Assert.Equal((8000, 8010), PublishParser.Parse("8000-8010:80") is [var only] ? (only.HostPort, only.HostPortEnd) : default);

    [Fact]
    public void A_whole_range_of_ports_is_one_mapping_each() => Assert.Equal(65535, PublishParser.Parse("1-65535:1-65535/udp").Length);

    [Theory]
    [InlineData("80", "80/tcp")]
    [InlineData("53/UDP", "53/udp")]
    [InlineData("80-82", "80/tcp 81/tcp 82/tcp")]
    [InlineData("80,443", "80/tcp 443/tcp")]
    public void An_exposed_port_gives_the_engines_key(string text, string keys) => Assert.Equal(keys, string.Join(' ', ExposeParser.ParseAll([text])));

    [Theory]
    [InlineData("8080:80")]
    [InlineData("80/icmp")]
    [InlineData("0")]
    [InlineData("")]
    public void What_is_no_port_to_expose_is_refused(string text) =>
        Assert.Equal(ErrorId.PublishInvalid, Assert.Throws<ContainerNetException>(() => ExposeParser.ParseAll([text])).Id);

    private static TheoryData<string, string> Rows(Func<string, bool> wanted)
    {
        var data = new TheoryData<string, string>();
        foreach (var (text, expected, _) in PublishTable.Rows().Where(row => wanted(row.Expected))) data.Add(text, expected);
        return data;
    }
}
