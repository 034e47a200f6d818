using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using ContainerNet.Services.Firewall;

namespace ContainerNet.Services.Publishing;

/// <summary>The text of the file that remembers: JSON with a checksum over the part that counts. Pure.</summary>
internal static class DesiredStateText
{
    private const int Version = 1;

    public static byte[] Print(IReadOnlyList<DesiredContainer> containers)
    {
        var content = JsonSerializer.Serialize(containers.Select(static one => new Entry
        {
            Id = one.Id,
            Engine = one.Engine,
            Donor = one.Donor,
            IsLabelled = one.IsLabelled,
            HasHairpin = one.HasHairpin,
            Ports = [.. one.Ports.Select(static port => port.Text)],
            Access = [.. one.Access.Select(static access => new AccessEntry { HostIP = access.HostIP, Port = $"{access.Host}/{access.Protocol}", AllowFrom = access.AllowFrom })],
        }));
        return Encoding.UTF8.GetBytes($"{{\"version\":{Version},\"checksum\":\"{Checksum(content)}\",\"containers\":{content}}}\n");
    }

    /// <exception cref="JsonException">It is no such text, or its checksum is another.</exception>
    /// <exception cref="FormatException">A part of it has another form.</exception>
    /// <exception cref="ContainerNetException">A port or an address in it is none.</exception>
    public static IReadOnlyList<DesiredContainer> Parse(byte[] text)
    {
        using var document = JsonDocument.Parse(text);
        var root = document.RootElement;
        if (root.ValueKind != JsonValueKind.Object || !root.TryGetProperty("version", out var version) || !root.TryGetProperty("checksum", out var checksum)
            || !root.TryGetProperty("containers", out var containers)) throw new FormatException("A member is missing.");
        if (version.ToString() != $"{Version}") throw new FormatException($"Version {version} is not known.");
        if (checksum.ToString() != Checksum(containers.GetRawText())) throw new FormatException("The checksum is another.");
        return [.. (containers.Deserialize<Entry[]>() ?? []).Select(ToContainer)];
    }

    private static DesiredContainer ToContainer(Entry entry) => OwnerComment.IsContainerId(entry.Id)
        ? new(entry.Id, entry.Engine, entry.Donor, [.. entry.Ports.SelectMany(PortForward.Parse)], [.. entry.Access.Select(ToAccess)]) { IsLabelled = entry.IsLabelled, HasHairpin = entry.HasHairpin }
        : throw new FormatException($"\"{entry.Id}\" is no container's id.");

    private static PortAccess ToAccess(AccessEntry entry)
    {
        var (ports, protocol) = PortRange.SplitProtocol(entry.Port);
        return PortRange.Parse(ports) is { } range
            ? new PortAccess(entry.HostIP, range, protocol, [.. entry.AllowFrom.Select(Cidr.Parse)])
            : throw new FormatException($"\"{entry.Port}\" is no port.");
    }

    private static string Checksum(string content) => Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(content)));

    private sealed record Entry
    {
        public required string Id { get; init; }

        public string Engine { get; init; } = "";

        public string? Donor { get; init; }

        public bool IsLabelled { get; init; }

        public bool HasHairpin { get; init; }

        public string[] Ports { get; init; } = [];

        public AccessEntry[] Access { get; init; } = [];
    }

    private sealed record AccessEntry
    {
        public string HostIP { get; init; } = "";

        public required string Port { get; init; }

        public string[] AllowFrom { get; init; } = [];
    }
}
