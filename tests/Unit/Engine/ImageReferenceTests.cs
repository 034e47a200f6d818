using ContainerNet.Docker.Images;
using ContainerNet.Services;
using Xunit;

namespace ContainerNet.Unit.Engine;

public class ImageReferenceTests
{
    private const string Digest = "sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef";

    [Theory]
    [InlineData("busybox", "docker.io/library/busybox", "latest", null)]
    [InlineData("busybox:1.36", "docker.io/library/busybox", "1.36", null)]
    [InlineData("me/tool", "docker.io/me/tool", "latest", null)]
    [InlineData("docker.io/busybox", "docker.io/library/busybox", "latest", null)]
    [InlineData("index.docker.io/me/tool:x", "docker.io/me/tool", "x", null)]
    [InlineData("localhost/tool", "localhost/tool", "latest", null)]
    [InlineData("localhost:5000/a/b:x", "localhost:5000/a/b", "x", null)]
    [InlineData("quay.example/a/b", "quay.example/a/b", "latest", null)]
    [InlineData("busybox@" + Digest, "docker.io/library/busybox", null, Digest)]
    [InlineData("busybox:1@" + Digest, "docker.io/library/busybox", "1", Digest)]
    public void A_reference_is_normalised_as_docker_does(string text, string name, string? tag, string? digest)
    {
        var image = ImageReference.Parse(text);

        Assert.Equal((name, tag, digest), (image.Name, image.Tag, image.Digest));
    }

    [Theory]
    [InlineData("")]
    [InlineData("Busybox")]
    [InlineData("busybox:")]
    [InlineData("busybox:a b")]
    [InlineData("busybox@sha256:short")]
    [InlineData("-x")]
    public void What_is_no_reference_is_refused(string text) =>
        EngineAssert.Throws(ErrorId.ImageReferenceInvalid, () => ImageReference.Parse(text));
}
