using ContainerNet.LabKit;
using Xunit;

namespace ContainerNet.Lab.Tracing;

/// <summary>What Trace-ContainerPacket predicts against what real packets meet: from, to, port, protocol, verdict.</summary>
public sealed class OracleTests(FlowScene scene, LabFixture lab) : IClassFixture<FlowScene>
{
    private const string Host = Addresses.Lab4;

    public static TheoryData<string, string, int, string, string> Flows => new()
    {
        { "outside", Host, 8080, "tcp", "Delivered" },
        { "outside", Host, 8082, "tcp", "NoListener" },
        { "outside", Host, 8081, "tcp", "NoListener" },
        { "outside", Host, 8084, "tcp", "NoListener" },
        { "outside", Host, 8086, "tcp", "Delivered" },
        { "outside", Host, 9999, "tcp", "NoListener" },
        { "outside", Host, FlowScene.HostPort, "tcp", "Delivered" },
        { "outside", Host, 0, "icmp", "Delivered" },
        { "outside", Host, 5353, "udp", "Delivered" },
        { "outside", Host, 5354, "udp", "NoListener" },
        { Addresses.SecondOutside4, Host, 8080, "tcp", "Dropped" },
        { Addresses.SecondOutside4, Host, 8086, "tcp", "Rejected" },
        { Addresses.SecondOutside4, Host, 9999, "tcp", "NoListener" },
        { "outside", "web", 80, "tcp", "Dropped" },
        { "outside", "web", 81, "tcp", "Dropped" },
        { "outside", "web", 0, "icmp", "Dropped" },
        { "outside", "foreign", 80, "tcp", "Dropped" },
        { "outside", "other", 80, "tcp", "Dropped" },
        { "outside", "inner", 80, "tcp", "Dropped" },
        { "host", "web", 80, "tcp", "Delivered" },
        { "host", "web", 81, "tcp", "NoListener" },
        { "host", "loopback", 80, "tcp", "NoListener" },
        { "host", Host, 8080, "tcp", "Delivered" },
        { "host", "127.0.0.1", 8080, "tcp", "DeliveredByProxy" },
        { "host", "127.0.0.1", 8082, "tcp", "DeliveredByProxy" },
        { "host", "127.0.0.1", FlowScene.HostPort, "tcp", "Delivered" },
        { "host", "inner", 80, "tcp", "Delivered" },
        { "host", Addresses.Outside4, 80, "tcp", "Delivered" },
        { "host", "web", 0, "icmp", "Delivered" },
        { "foreign", "web", 80, "tcp", "Delivered" },
        { "foreign", Host, 8080, "tcp", "DeliveredByProxy" },
        { "foreign", "172.17.0.1", 8080, "tcp", "DeliveredByProxy" },
        { "foreign", Host, FlowScene.HostPort, "tcp", "Delivered" },
        { "foreign", "other", 80, "tcp", "Dropped" },
        { "foreign", Host, 8086, "tcp", "DeliveredByProxy" },
        { "foreign", Addresses.Outside4, 80, "tcp", "Delivered" },
        { "foreign", "172.17.0.200", 80, "tcp", "NoRoute" },
        { "web", Host, 8080, "tcp", "DeliveredByProxy" },
        { "web", "127.0.0.1", 80, "tcp", "Delivered" },
        { "joined", "web", 80, "tcp", "Delivered" },
        { "joined", Host, 8086, "tcp", "DeliveredByProxy" },
        { "joined", Addresses.Outside4, 80, "tcp", "Delivered" },
        { "other", "web", 80, "tcp", "Dropped" },
        { "other", Host, 8080, "tcp", "DeliveredByProxy" },
        { "other", Host, 8082, "tcp", "NoListener" },
        { "inner", "inner2", 80, "tcp", "Delivered" },
        { "inner", Addresses.Outside4, 80, "tcp", "Dropped" },
        { "inner", "web", 80, "tcp", "Dropped" },
        { "shy1", "shy2", 80, "tcp", "Dropped" },
        { "shy1", "shy2", 0, "icmp", "Dropped" },
        { "shy1", Addresses.Outside4, 80, "tcp", "Delivered" },
        { "closed", Host, 8080, "tcp", "NoRoute" },
        { "closed", "127.0.0.1", 80, "tcp", "Delivered" },
        { "closed", "127.0.0.1", 81, "tcp", "NoListener" },
    };

    [Theory]
    [MemberData(nameof(Flows))]
    public void The_verdict_is_what_real_packets_meet(string from, string to, int port, string protocol, string verdict)
    {
        var trace = lab.Session.Invoke(
            "param($From, $To, $Port, $Protocol, $Snapshot) Trace-ContainerPacket -From $From -To $To -Port $Port -Protocol $Protocol -Snapshot $Snapshot", from, to, port, protocol, scene.Snapshot).OrThrow().Single();
        var found = (string)trace.Properties["Verdict"].Value;
        var address = char.IsAsciiDigit(to[0]) ? to : to == "web" && from == "joined" ? "127.0.0.1" : scene.AddressOf(to);

        Assert.Equal((verdict, ""), (found, Fits(found, scene.Send(from, address, port, protocol), protocol)));
    }

    private static string Fits(string verdict, string met, string protocol)
    {
        var fitting = verdict switch
        {
            "Delivered" or "DeliveredByProxy" => met == "ok",
            "Dropped" => met == "silence",
            "Rejected" => met is "refused" or "unreachable",
            "NoListener" => met is "refused" or "closed" || (protocol == "udp" && met == "silence"),
            "NoRoute" => met is "unreachable" or "silence",
            _ => false,
        };
        return fitting ? "" : $"{verdict} and {met}";
    }
}
