namespace ContainerNet;

/// <summary>A wish to publish one port of a container, in the terms of <c>docker run -p</c>.</summary>
public sealed record PortMapping
{
    /// <summary>The host address to listen on; empty for every address of both families.</summary>
    public string HostIP { get; init; } = "";

    /// <summary>The port on the host, or the first of a range to choose one from; 0 lets the engine choose.</summary>
    public int HostPort { get; init; }

    /// <summary>The last port of a range the engine chooses one port from; equal to <see cref="HostPort"/> otherwise.</summary>
    public int HostPortEnd { get; init; }

    /// <summary>The port in the container, 1-65535.</summary>
    public required int ContainerPort { get; init; }

    /// <summary>tcp, udp or sctp.</summary>
    public string Protocol { get; init; } = "tcp";

    /// <summary>The engine's key for the port in the container, such as <c>80/tcp</c>.</summary>
    internal string ContainerKey => $"{ContainerPort}/{Protocol}";

    /// <summary>The engine's text for the host port: empty, <c>8080</c>, or <c>8000-8010</c>.</summary>
    internal string HostPortText => HostPort == 0 ? "" : HostPortEnd > HostPort ? $"{HostPort}-{HostPortEnd}" : $"{HostPort}";

    /// <summary>The text docker's <c>-p</c> would take.</summary>
    public override string ToString()
    {
        var host = HostIP.Contains(':', StringComparison.Ordinal) ? $"[{HostIP}]:" : HostIP.Length > 0 ? $"{HostIP}:" : "";
        var port = HostPort == 0 && host.Length == 0 ? "" : $"{HostPortText}:";
        return $"{host}{port}{ContainerPort}{(Protocol == "tcp" ? "" : $"/{Protocol}")}";
    }
}
