namespace ContainerNet.Services.Probing;

/// <summary>What is to be tried.</summary>
internal sealed record ConnectionWish
{
    /// <summary>host, an address, or a name.</summary>
    public required string To { get; init; }

    /// <summary>The port; 0 to look the name up only.</summary>
    public int Port { get; init; }

    /// <summary>tcp or udp.</summary>
    public string Protocol { get; init; } = "tcp";

    /// <summary>How long each step may take.</summary>
    public required TimeSpan Limit { get; init; }

    /// <summary>What is sent; nothing over TCP, and one zero byte over UDP, where it is empty.</summary>
    public byte[] Send { get; init; } = [];

    /// <summary>How many bytes are waited for; 0 to wait for none over TCP.</summary>
    public int ReadBytes { get; init; }
}

/// <summary>Where it is tried from.</summary>
/// <param name="Name">The container's name, or host.</param>
/// <param name="Id">The container's id; empty for the host.</param>
/// <param name="ProcessId">A process there.</param>
internal sealed record ConnectionSource(string Name, string Id, int ProcessId);
