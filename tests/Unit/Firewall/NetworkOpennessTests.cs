using System.Net.Sockets;
using ContainerNet.Services.Engine;
using ContainerNet.Services.Firewall;
using Xunit;

namespace ContainerNet.Unit.Firewall;

public class NetworkOpennessTests
{
    [Theory]
    [InlineData("gateway_mode_ipv4", "routed", true, false)]
    [InlineData("gateway_mode_ipv4", "nat-unprotected", true, false)]
    [InlineData("gateway_mode_ipv6", "routed", false, true)]
    [InlineData("trusted_host_interfaces", "eth0", true, true)]
    [InlineData("trusted_host_interfaces", "", false, false)]
    [InlineData("gateway_mode_ipv4", "nat", false, false)]
    [InlineData("gateway_mode_ipv4", "isolated", false, false)]
    [InlineData("name", "br0", false, false)]
    public void An_option_opens_the_families_it_names(string option, string value, bool ipv4, bool ipv6)
    {
        var network = new NetworkDetails
        {
            Id = "1", Name = "n", Driver = "bridge",
            Options = new Dictionary<string, string> { [$"com.docker.network.bridge.{option}"] = value },
        };

        Assert.Equal(ipv4, NetworkOpenness.IsOpen(network, AddressFamily.InterNetwork));
        Assert.Equal(ipv6, NetworkOpenness.IsOpen(network, AddressFamily.InterNetworkV6));
        Assert.Equal(ipv4 || ipv6, NetworkOpenness.IsOpen(network));
    }
}
