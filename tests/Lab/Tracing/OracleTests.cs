using System.Management.Automation;
using System.Net;
using ContainerNet.LabKit;
using Xunit;

namespace ContainerNet.Lab.Tracing;

/// <summary>What Trace-ContainerPacket predicts against what real packets meet, and against the kernel's own trace of one: from, to, port, protocol, verdict.</summary>
public sealed class OracleTests(FlowScene scene, LabFixture lab) : IClassFixture<FlowScene>
{
    private const string Host = Addresses.Lab4;
    private const int Short = 1;
    private const int Long = 4;

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
        { "outside", Host, 8090, "tcp", "Delivered" },
        { "host", Host, 8090, "tcp", "Delivered" },
        { "foreign", Host, 8090, "tcp", "Delivered" },
        { "other", Host, 8090, "tcp", "Delivered" },
        { "web", Host, 8090, "tcp", "Delivered" },
        { "outside", Host, 8088, "tcp", "Dropped" },
        { Addresses.SecondOutside4, Host, 8088, "tcp", "Delivered" },
        { "host", Host, 8088, "tcp", "Delivered" },
        { "foreign", Host, 8088, "tcp", "Dropped" },
        { "outside", Addresses.Lab6, 8080, "tcp", "DeliveredByProxy" },
        { "outside", Addresses.Lab6, 8088, "tcp", "Dropped" },
        { "outside", Addresses.Lab6, 9999, "tcp", "NoListener" },
        { "host", Addresses.Lab6, 8080, "tcp", "DeliveredByProxy" },
        { FlowScene.Neighbour, "127.0.0.1", 8082, "tcp", "Dropped" },
        { "outside", Host, 8091, "tcp", "Delivered" },
        { "foreign", "172.17.0.1", FlowScene.HostPort, "tcp", "Delivered" },
        { "other", "foreign", 0, "icmp", "Dropped" },
        { "inner", "other", 80, "tcp", "Dropped" },
        { "host", Host, 5353, "udp", "Delivered" },
        { "foreign", "172.17.0.1", 5353, "udp", "DeliveredByProxy" },

        // The proxy answers from the bridge's address, for which nobody waits.
        { "foreign", Host, 5353, "udp", "Dropped" },
        { "closed", Host, 8080, "tcp", "NoRoute" },
        { "closed", "127.0.0.1", 80, "tcp", "Delivered" },
        { "closed", "127.0.0.1", 81, "tcp", "NoListener" },
        { "foreign", Addresses.Outside4, FlowScene.NativePort, "tcp", "Dropped" },
        { "outside", Host, FlowScene.NativePort, "tcp", "Rejected" },
    };

    [Theory]
    [MemberData(nameof(Flows))]
    public async Task The_verdict_is_what_real_packets_meet_and_the_path_is_the_kernel_s(string from, string to, int port, string protocol, string verdict)
    {
        var address = from == "joined" && to == "web" ? "127.0.0.1" : IPAddress.TryParse(to, out _) ? to : scene.AddressOf(to);
        var (trace, met) = await SendAsync(from, to, address, port, protocol, Short);
        var found = (string)trace.Properties["Verdict"].Value;

        // On a busy machine what is silent for a moment may only be slow.
        if (Fits(found, met, protocol).Length > 0) met = scene.Send(from, address, port, protocol, Long);

        var live = trace.Properties["Live"].Value is { } told ? $"{told}" : "";
        Assert.Equal((verdict, "", PassesHost(from, address, verdict) ? "Yes" : ""), (found, Fits(found, met, protocol), live));
    }

    private async Task<(PSObject Trace, string Met)> SendAsync(string from, string to, string address, int port, string protocol, int seconds)
    {
        var running = lab.Session.InvokeAsync(
            "param($From, $To, $Port, $Protocol) Trace-ContainerPacket -From $From -To $To -Port $Port -Protocol $Protocol -Live", TestContext.Current.CancellationToken,
            from == FlowScene.Neighbour ? "outside" : from, to, port, protocol);

        // What comes from outside the kernel can tell only of a packet that is sent while it is asked.
        if (from is "outside" or FlowScene.Neighbour or Addresses.SecondOutside4) await LiveTables.WaitAsync(lab, running);
        var met = scene.Send(from, address, port, protocol, seconds);
        return ((await running).OrThrow().Single(), met);
    }

    // What stays in a container's own namespace, or finds no way out of it, the host's firewall does not see.
    private static bool PassesHost(string from, string address, string verdict) =>
        verdict != "NoRoute" && (from is "host" or FlowScene.Neighbour || !IPAddress.IsLoopback(IPAddress.Parse(address)));

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
