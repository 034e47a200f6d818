using ContainerNet.Services.Publishing;
using Xunit;

namespace ContainerNet.Unit.Publishing;

public class DesiredContainerTests
{
    private static readonly DesiredContainer s_web = new(
        new string('a', 64), "unix:///run/docker.sock", null,
        [.. PortForward.Parse("8080:80"), .. PortForward.Parse("8081-8083:81-83"), .. PortForward.Parse("192.0.2.1:53:53/udp")],
        [Access("", 8079, 8081), Access("0.0.0.0", 8080, 8080), Access("192.0.2.1", 53, 53, "udp"), Access("192.0.2.2", 8080, 8080)]);

    [Theory]
    [InlineData("", "8079/tcp 192.0.2.2:8080/tcp")]
    [InlineData("8080:80", "8079-8080/tcp 0.0.0.0:8080/tcp 192.0.2.2:8080/tcp")]
    [InlineData("8081-8083:81-83 192.0.2.1:53:53/udp", "8079/tcp 8081/tcp 192.0.2.1:53/udp 192.0.2.2:8080/tcp")]
    public void Of_ports_that_are_not_published_now_nothing_is_said(string published, string said)
    {
        PortForward[] ports = [.. published.Split(' ', StringSplitOptions.RemoveEmptyEntries).SelectMany(PortForward.Parse)];

        Assert.Equal(said, string.Join(' ', s_web.AccessWhile(ports).Select(static one => one.Port)));
    }

    private static PortAccess Access(string hostIP, int first, int last, string protocol = "tcp") => new(hostIP, new PortRange(first, last), protocol, ["10.0.0.0/8"]);
}
