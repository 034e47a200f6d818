using System.Text;

namespace ContainerNet.Docker.Rehearsal;

/// <summary>What the engine of a rehearsal answers: a host with one container that publishes one port.</summary>
internal static class RehearsalAnswers
{
    private const string Endpoints = """
        {"bridge":{"NetworkID":"n1","IPAddress":"192.0.2.2","IPPrefixLen":24,"Gateway":"192.0.2.1","GlobalIPv6Address":"","GlobalIPv6PrefixLen":0,"MacAddress":"02:00:00:00:00:01"}}
        """;

    private const string Listed = $$"""
        [{"Id":"c1","Names":["/rehearsal"],"Image":"none","State":"running","HostConfig":{"NetworkMode":"bridge"},"Labels":{"a":"b"},
        "Ports":[{"IP":"192.0.2.1","PrivatePort":80,"PublicPort":80,"Type":"tcp"}],"NetworkSettings":{"Networks":{{Endpoints}} } }]
        """;

    private const string Inspected = $$"""
        {"Id":"c1","Name":"/rehearsal","Image":"none","Created":"2000-01-01T00:00:00Z",
        "State":{"Status":"running","Error":"","Pid":0,"ExitCode":0,"StartedAt":"2000-01-01T00:00:00Z","FinishedAt":"0001-01-01T00:00:00Z"},
        "Config":{"Image":"none","Hostname":"c1","Labels":{"a":"b"} },
        "HostConfig":{"NetworkMode":"bridge","IpcMode":"private","UTSMode":"","PidMode":"","Runtime":"runc","AutoRemove":false,
        "PortBindings":{"80/tcp":[{"HostIp":"","HostPort":"80"}] },"LogConfig":{"Type":"json-file"} },
        "NetworkSettings":{"Ports":{"80/tcp":[{"HostIp":"192.0.2.1","HostPort":"80"}] },"Networks":{{Endpoints}} } }
        """;

    /// <param name="target">The path and query of a GET.</param>
    public static byte[] To(string target) => Encoding.ASCII.GetBytes(
        target.EndsWith("/_ping", StringComparison.Ordinal) ? Answer("Api-Version: 1.44\r\n", "OK")
        : target.Contains("/containers/json", StringComparison.Ordinal) ? Answer("Content-Type: application/json\r\n", Listed)
        : Answer("Content-Type: application/json\r\n", Inspected));

    private static string Answer(string header, string body) => $"HTTP/1.1 200 OK\r\n{header}Content-Length: {body.Length}\r\n\r\n{body}";
}
