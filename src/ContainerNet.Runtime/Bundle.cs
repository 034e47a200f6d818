using System.Globalization;
using System.Text.Json;
using ContainerNet.Services.Json;

namespace ContainerNet.Runtime;

/// <summary>
/// What a bundle's config.json (OCI runtime specification, config-linux) says of joining a donor, and the same text with other paths in it. Pure.
/// </summary>
internal sealed class Bundle
{
    private const string Proc = "/proc/";

    /// <summary>The files the engine keeps of the container whose network this one has, and mounts into it.</summary>
    private static readonly string[] s_donorFiles = ["/etc/hostname", "/etc/hosts", "/etc/resolv.conf"];

    /// <summary>What would set the donor's names anew.</summary>
    private static readonly string[][] s_names = [["hostname"], ["domainname"], ["linux", "sysctl", "kernel.hostname"], ["linux", "sysctl", "kernel.domainname"]];

    private readonly byte[] _config;

    private Bundle(byte[] config) => _config = config;

    /// <summary>The process whose network namespace is to be joined.</summary>
    public int DonorProcess { get; private init; }

    /// <summary>The donor's id, 64 hex digits.</summary>
    public required string DonorId { get; init; }

    /// <summary>The types of the donor's namespaces that are to be joined, by their names under /proc/PID/ns: net, uts, and what else the config takes from there.</summary>
    public required IReadOnlyList<string> Types { get; init; }

    /// <summary>Reads a config; null where it joins no network, or has its own way to UTS: there is nothing to change.</summary>
    /// <exception cref="RuntimeException">It cannot be read, or asks for what cannot be given.</exception>
    public static Bundle? Read(byte[] config)
    {
        try
        {
            JsonText.Check(config);
            var namespaces = Namespaces(config);
            var network = namespaces.Find(static one => one.Type == "network");
            if (DonorOf(network.Path, "net") is not { } donor) return null;
            if (!namespaces.Exists(static one => one.Type == "uts"))
                throw new RuntimeException("the container is to share the UTS namespace of its donor, and asks for the host's (--uts=host)");
            if (namespaces.Exists(static one => one.Type == "uts" && one.Path is not null)) return null;
            return new Bundle(config)
            {
                DonorProcess = donor,
                DonorId = FindDonorId(config) ?? throw new RuntimeException("config.json mounts no file of the donor at /etc/hostname, so that its id is not known"),
                Types = [.. namespaces.Where(one => DonorOf(one.Path, Last(one.Path)) == donor).Select(static one => Last(one.Path)), "uts"],
            };
        }
        catch (JsonException exception)
        {
            // .NET's own texts are left out of this executable; ours have no line.
            var reason = exception.LineNumber is { } line ? $"see line {line + 1}" : exception.Message;
            throw new RuntimeException($"config.json is no JSON that can be changed: {reason}");
        }
    }

    /// <summary>The config with these paths in it, by type, and without what would set the donor's names.</summary>
    public byte[] With(IReadOnlyDictionary<string, string> paths)
    {
        var config = _config;

        // From behind, so that what is still to be changed keeps its place.
        foreach (var one in Enumerable.Reverse(Namespaces(config)))
        {
            if (one.Type == "uts")
                config = JsonText.Splice(config, one.LastEnd, one.LastEnd, $",\"path\":\"{paths["uts"]}\"");
            else if (DonorOf(one.Path, Last(one.Path)) == DonorProcess)
                config = JsonText.Splice(config, one.PathStart, one.PathEnd, $"\"{paths[Last(one.Path)]}\"");
        }

        foreach (var name in s_names) config = JsonText.Remove(config, name);
        return config;
    }

    private static string Last(string? path) => path is null ? "" : path[(path.LastIndexOf('/') + 1)..];

    /// <summary>The process of a path like /proc/PID/ns/net; null for any other path.</summary>
    private static int? DonorOf(string? path, string type) =>
        path is not null && path.StartsWith(Proc, StringComparison.Ordinal) && path.EndsWith($"/ns/{type}", StringComparison.Ordinal)
        && int.TryParse(path.AsSpan(Proc.Length, path.Length - Proc.Length - type.Length - 4), NumberStyles.None, CultureInfo.InvariantCulture, out var process)
            ? process : null;

    private static string? FindDonorId(byte[] config)
    {
        if (JsonText.Find(config, "mounts") is not { } mounts) return null;
        foreach (var file in s_donorFiles)
        {
            foreach (var (start, _) in JsonText.Items(config, mounts.ValueStart))
            {
                if (JsonText.TextOf(config, start, "destination") == file && IdOf(JsonText.TextOf(config, start, "source")) is { } id) return id;
            }
        }

        return null;
    }

    /// <summary>The id in a path like /var/lib/docker/containers/ID/hostname.</summary>
    private static string? IdOf(string? source)
    {
        var parts = source?.Split('/') ?? [];
        return parts.Length > 2 && parts[^2] is { Length: 64 } id && id.All(char.IsAsciiHexDigitLower) ? id : null;
    }

    private static List<Namespace> Namespaces(byte[] config)
    {
        var list = JsonText.Find(config, "linux", "namespaces") ?? throw new RuntimeException("config.json has no linux.namespaces");
        var all = new List<Namespace>();
        foreach (var (start, _) in JsonText.Items(config, list.ValueStart))
        {
            var members = JsonText.Members(config, start) ?? [];
            var path = members.Find(static member => member.Name == "path");
            all.Add(new Namespace(
                JsonText.TextOf(config, start, "type") ?? throw new RuntimeException("config.json has a namespace without a type"),
                path.Name is null ? null : JsonText.TextAt(config, path.ValueStart), path.ValueStart, path.ValueEnd, members[^1].ValueEnd));
        }

        return all;
    }

    private readonly record struct Namespace(string Type, string? Path, int PathStart, int PathEnd, int LastEnd);
}
