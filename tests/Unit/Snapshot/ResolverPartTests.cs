using ContainerNet.Services.Snapshot;
using Xunit;

namespace ContainerNet.Unit.Snapshot;

public class ResolverPartTests
{
    [Theory]
    [InlineData("nameserver 192.0.2.1\n", "192.0.2.1")]
    [InlineData("# a comment\nsearch example.org\nnameserver\t192.0.2.1\nnameserver 2001:db8::1  # the other\n", "192.0.2.1 2001:db8::1")]
    [InlineData("nameserver\nnameserver nobody\n nameserver 192.0.2.3\r\n", "192.0.2.3")]
    [InlineData("", "")]
    public void Servers_are_the_addresses_behind_nameserver(string text, string servers) => Assert.Equal(servers, string.Join(' ', ResolverPart.ServersIn(text)));
}
