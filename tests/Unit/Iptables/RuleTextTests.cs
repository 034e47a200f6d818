using ContainerNet.Iptables;
using Xunit;

namespace ContainerNet.Unit.Iptables;

public class RuleTextTests
{
    private const string Thirty = "0123456789\"abcdef'ghi\\jkl mnopq";
    private const string ThreeHundred = Thirty + Thirty + Thirty + Thirty + Thirty + Thirty + Thirty + Thirty + Thirty + Thirty;

    [Fact]
    public void A_negation_belongs_to_the_option_that_follows() =>
        Assert.Equal(
            [new RuleOption(true, "-i", "docker0"), new RuleOption(false, "-o", "docker0")],
            RuleText.ParseOptions("! -i docker0 -o docker0"));

    [Fact]
    public void An_option_takes_every_word_up_to_the_next() =>
        Assert.Equal(
            [new RuleOption(false, "--tcp-flags", "SYN,ACK", "SYN"), new RuleOption(false, "-j", "DROP")],
            RuleText.ParseOptions("--tcp-flags SYN,ACK SYN -j DROP"));

    [Theory]
    [InlineData("\"it\\'s \\\"quoted\\\" \\\\ back\"", "it's \"quoted\" \\ back")]
    [InlineData("\"\"", "")]
    [InlineData("-j", "-j")]
    [InlineData("\"two\nlines\"", "two\nlines")]
    [InlineData("mid\"dle of\"word", "middle ofword")]
    [InlineData("\"容器\"", "容器")]
    public void A_comment_is_read_as_iptables_restore_reads_it(string text, string comment) =>
        Assert.Equal(comment, new Rule("X", $"-m comment --comment {text} -j DROP").Comment);

    [Theory]
    [InlineData("plain")]
    [InlineData("")]
    [InlineData("-j ACCEPT")]
    [InlineData("!")]
    [InlineData("a\"b\\c'd\n--e")]
    [InlineData("\\")]
    [InlineData("--dport 22 -j ACCEPT")]
    [InlineData("a\" -j ACCEPT\n-A INPUT -j ACCEPT\n#")]
    [InlineData("$(reboot) `reboot` ; | & > <")]
    [InlineData("web-ü-容器-контейнер")]
    [InlineData(ThreeHundred)]
    public void What_was_quoted_is_read_back_as_one_value(string value) =>
        Assert.Equal(
            [new RuleOption(false, "--x", value), new RuleOption(false, "-j", "DROP")],
            RuleText.ParseOptions($"--x {RuleText.Quote(value)} -j DROP"));

    [Fact]
    public void A_word_that_no_option_precedes_is_kept() =>
        Assert.Equal("! 80 foo -j DROP", RuleText.Print(RuleText.ParseOptions("! 80 foo -j DROP")));
}
