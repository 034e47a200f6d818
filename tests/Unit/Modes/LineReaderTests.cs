using System.Text;
using ContainerNet.Services.Modes;
using Xunit;

namespace ContainerNet.Unit.Modes;

public class LineReaderTests
{
    [Theory]
    [InlineData("one\ntwo\n", "one|two")]
    [InlineData("one\r\ntwo", "one|two")]
    [InlineData("\n\n", "|")]
    [InlineData("", "")]
    [InlineData("no end", "no end")]
    [InlineData("中文 and é\nrest", "中文 and é|rest")]
    public void Lines_come_out_whole_however_the_bytes_are_cut(string text, string expected)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        for (var size = 1; size <= Math.Max(1, bytes.Length); size++)
        {
            List<string> lines = [];
            var reader = new LineReader(lines.Add);
            foreach (var chunk in bytes.Chunk(size)) reader.Add(chunk);
            reader.End();
            Assert.Equal(expected, string.Join('|', lines));
        }
    }

    [Fact]
    public void A_line_is_passed_on_as_soon_as_it_is_complete()
    {
        List<string> lines = [];
        var reader = new LineReader(lines.Add);

        reader.Add("first\nsec"u8);

        Assert.Equal(["first"], lines);
    }

    [Fact]
    public void A_character_that_breaks_off_becomes_the_replacement_character()
    {
        List<string> lines = [];
        var reader = new LineReader(lines.Add);

        reader.Add([(byte)'a', 0xe4, 0xb8]);
        reader.End();

        Assert.Equal(["a\ufffd"], lines);
    }
}
