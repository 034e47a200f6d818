using ContainerNet.Services;
using ContainerNet.Services.Input;
using Xunit;

namespace ContainerNet.Unit.Input;

public class PairParserTests
{
    [Fact]
    public void Variables_are_handed_on_as_they_are() => Assert.Equal(["A=1", "B=", "C", "D=a=b"], EnvironmentParser.Parse(["A=1", "B=", "C", "D=a=b"]));

    [Theory]
    [InlineData("")]
    [InlineData("=1")]
    [InlineData("A = 1")]
    [InlineData("A B")]
    [InlineData("A=\0")]
    public void What_no_program_could_read_is_no_variable(string text) => Refused(ErrorId.EnvironmentInvalid, text, () => EnvironmentParser.Parse([text]));

    [Fact]
    public void Labels_are_keys_and_values_and_the_later_wins() => Assert.Equal(
        new Dictionary<string, string> { ["app"] = "web", ["bare"] = "", ["url"] = "a=b" },
        LabelParser.Parse(["app=old", "bare", "url=a=b", "app=web"]));

    [Theory]
    [InlineData("")]
    [InlineData("=web")]
    [InlineData(" =web")]
    [InlineData("containernet=1")]
    [InlineData("containernet.mode=Closed")]
    [InlineData("ContainerNet.Guard=off")]
    public void A_label_without_a_key_and_the_modules_own_are_refused(string text) => Refused(ErrorId.LabelInvalid, text, () => LabelParser.Parse([text]));

    private static void Refused(ErrorId id, string text, Func<object> read)
    {
        var error = Assert.Throws<ContainerNetException>(read);
        Assert.Equal((id, text), (error.Id, error.Target));
    }
}
