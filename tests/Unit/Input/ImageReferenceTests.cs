using ContainerNet.Services;
using ContainerNet.Services.Input;
using Xunit;

namespace ContainerNet.Unit.Input;

public class ImageReferenceTests
{
    private const string Hex = "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef";

    [Theory]
    [InlineData("busybox")]
    [InlineData("busybox:1.36")]
    [InlineData("library/busybox:latest")]
    [InlineData("a__b/c-d.e_f--g:V1.0_x-y")]
    [InlineData("localhost/team/web")]
    [InlineData("localhost:5000/web")]
    [InlineData("registry.example/team/web:1")]
    [InlineData("Registry.example:5000/web")]
    [InlineData("HOST/web")]
    [InlineData("[2001:db8::1]:5000/web")]
    [InlineData("busybox@sha256:" + Hex)]
    [InlineData("busybox:1@sha256:" + Hex)]
    [InlineData(Hex)]
    [InlineData("sha256:" + Hex)]
    [InlineData("0123456789ab")]
    public void A_reference_by_the_grammar_is_taken(string text) => Assert.Equal(text, ImageReference.Check(text));

    [Theory]
    [InlineData("")]
    [InlineData("Busybox")]
    [InlineData("library/Busybox")]
    [InlineData("busy box")]
    [InlineData("busybox:")]
    [InlineData("busybox:-x")]
    [InlineData("busybox:a:b")]
    [InlineData("-busybox")]
    [InlineData("busybox-")]
    [InlineData("a___b")]
    [InlineData("a..b")]
    [InlineData("/busybox")]
    [InlineData("busybox/")]
    [InlineData("http://registry.example/web")]
    [InlineData("busybox@sha256:123")]
    [InlineData("busybox\n")]
    public void Another_text_is_refused(string text) => Refused(text);

    [Fact]
    public void A_name_longer_than_255_is_refused() => Refused("registry.example/" + new string('a', 240));

    [Fact]
    public void A_tag_has_128_characters_at_most() => Refused("busybox:" + new string('a', 129));

    private static void Refused(string text)
    {
        var error = Assert.Throws<ContainerNetException>(() => ImageReference.Check(text));
        Assert.Equal((ErrorId.ImageReferenceInvalid, text), (error.Id, error.Target));
    }
}
