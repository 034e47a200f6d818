using ContainerNet.Docker.Images;
using Xunit;

namespace ContainerNet.Unit.Engine;

public class RegistryCredentialsTests
{
    // user:pass:word and other:secret
    private const string Configuration = """
        {"auths":{"https://index.docker.io/v1/":{"auth":"dXNlcjpwYXNzOndvcmQ="},"registry.test:5000":{"auth":"b3RoZXI6c2VjcmV0"},
                  "https://token.test":{"identitytoken":"tok"}},"credsStore":"pass"}
        """;

    [Theory]
    [InlineData("docker.io", "user", "pass:word")]
    [InlineData("registry.test:5000", "other", "secret")]
    [InlineData("registry.test", null, null)]
    public void Credentials_are_those_of_the_registry(string registry, string? name, string? password)
    {
        var found = RegistryCredentials.Find(registry, Configuration);

        Assert.Equal((name, password), (found.Username, found.Password));
    }

    [Fact]
    public void A_token_goes_before_a_password() => Assert.Equal("tok", RegistryCredentials.Find("token.test", Configuration).IdentityToken);

    [Theory]
    [InlineData(null)]
    [InlineData("{")]
    [InlineData("[]")]
    [InlineData("""{"auths":{"docker.io":{"auth":"%%%"}}}""")]
    [InlineData("""{"credsStore":"pass","auths":{"https://index.docker.io/v1/":{}}}""")]
    public void Without_plain_credentials_the_pull_is_anonymous(string? configuration) =>
        Assert.Null(RegistryCredentials.Find("docker.io", configuration).Username);
}
