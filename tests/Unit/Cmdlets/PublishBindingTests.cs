using System.Management.Automation;
using ContainerNet.Services;
using ContainerNet.Services.Publishing;
using Xunit;

namespace ContainerNet.Unit.Cmdlets;

public class PublishBindingTests(BindingSession session) : IClassFixture<BindingSession>
{
    [Theory]
    [InlineData("80", "80")]
    [InlineData("8080:80", "8080:80")]
    [InlineData("8080:80,443:443", "8080:80 443:443")]
    [InlineData("80,443", "80 443")]
    [InlineData("'8080:80,443:443'", "8080:80 443:443")]
    [InlineData("127.0.0.1:8080:80", "127.0.0.1:8080:80")]
    [InlineData("'[::1]:8080:80'", "[::1]:8080:80")]
    [InlineData("8000-8010:80", "8000-8010:80")]
    [InlineData("80-81", "80 81")]
    [InlineData("53:53/udp", "53:53/udp")]
    [InlineData("'published=8080,target=80'", "8080:80")]
    [InlineData("@{ 8080 = 80 }", "8080:80")]
    [InlineData("@{ '127.0.0.1:443' = '443/tcp' }", "127.0.0.1:443:443")]
    [InlineData("([ordered]@{ 8080 = 80; 53 = '53/udp' })", "8080:80 53:53/udp")]
    [InlineData("@{ 8080 = 80 }, 443", "8080:80 443")]
    [InlineData("@{ '8000-8001' = '80-81' }", "8000:80 8001:81")]
    [InlineData("([pscustomobject]@{ HostPort = 8080; ContainerPort = 80 })", "8080:80")]
    public void Each_form_of_PowerShell_reads_as_docker_would(string argument, string expected) =>
        Assert.Equal(expected, Read($"Test-InputBinding -Publish {argument}"));

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_mapping_is_taken_live_and_from_a_remote_session(bool remote) => Assert.Equal(
        "[::1]:8000-8010:53/udp",
        Read("Test-InputBinding -Publish $given", Sent(new PortMapping { HostIP = "::1", HostPort = 8000, HostPortEnd = 8010, ContainerPort = 53, Protocol = "udp" }, remote)));

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_published_port_is_taken_live_and_from_a_remote_session(bool remote) => Assert.Equal(
        "0.0.0.0:8080:80",
        Read("Test-InputBinding -Publish $given", Sent(new PublishedPort { HostIP = "0.0.0.0", HostPort = 8080, ContainerPort = 80, Protocol = "tcp" }, remote)));

    [Fact]
    public void A_property_of_a_plain_object_binds() => Assert.Equal("8080:80", Read("[pscustomobject]@{ Publish = '8080:80' } | Test-InputBinding"));

    [Fact]
    public void What_is_no_port_is_refused_by_the_module_and_not_by_the_binding() =>
        Assert.Equal(ErrorId.PublishInvalid, Assert.Throws<ContainerNetException>(() => Read("Test-InputBinding -Publish ([version]'1.2')")).Id);

    private string Read(string script, object? given = null) => string.Join(' ', PublishParser.ParseAll(session.Bind(script, given).Publish).AsEnumerable());

    private static object Sent(object record, bool remote) => remote ? PSSerializer.Deserialize(PSSerializer.Serialize(record, 1)) : record;
}
