using System.Globalization;
using ContainerNet.Resources;
using ContainerNet.Services.Input;

namespace ContainerNet.Services.Publishing;

/// <summary>
/// Reads the publish grammar of docker's <c>-p</c> (go-connections nat.ParsePortSpec), its long form (<c>published=8080,target=80</c>), and
/// several by comma. Stricter than docker CLI 28 where that takes what cannot work or drops a part: container port 0, a range from port 0,
/// <c>80-81-82</c> and <c>80/tcp/udp</c> (the last two are refused by go-connections 0.6 and later too).
/// </summary>
internal static class PublishParser
{
    /// <summary>Reads one text; a range of equal length and a list by comma give several mappings.</summary>
    /// <exception cref="ContainerNetException">PublishInvalid; target is the text.</exception>
    public static PortMapping[] Parse(string text)
    {
        if (text.Contains('=', StringComparison.Ordinal)) return ParseOne(FromLongForm(text), text);
        string[] parts = text.Split(',');
        return parts.Length == 1 ? ParseOne(text, text) : [.. parts.SelectMany(part => ParseOne(part.Trim(), text))];
    }

    /// <summary>Reads what a <c>-Publish</c> parameter holds.</summary>
    /// <exception cref="ContainerNetException">PublishInvalid; target is the text.</exception>
    public static PortMapping[] ParseAll(IEnumerable<string>? texts) => [.. (texts ?? []).SelectMany(Parse)];

    private static PortMapping[] ParseOne(string part, string text)
    {
        var (address, host, container) = Split(part);
        var (port, protocol) = PortRange.SplitProtocol(container);
        if (port.Length == 0) throw Invalid(text, "Reason_PublishNoPort", part);
        if (protocol is not ("tcp" or "udp" or "sctp")) throw Invalid(text, "Reason_PublishProtocol", protocol);
        if (PortRange.Parse(port) is not { First: > 0 } inside) throw Invalid(text, "Reason_PublishContainerPort", port);
        var ip = ReadAddress(address, text);
        if (host.Length == 0) return [.. inside.Ports.Select(p => Mapping(ip, default, p, protocol))];

        if (PortRange.Parse(host) is not { } outside || outside is { First: 0, Last: > 0 }) throw Invalid(text, "Reason_PublishHostPort", host);
        if (inside.Count == 1) return [Mapping(ip, outside, inside.First, protocol)];
        if (inside.Count != outside.Count) throw Invalid(text, "Reason_PublishRanges", host, port);
        return [.. inside.Ports.Select((p, i) => Mapping(ip, PortRange.One(outside.First + i), p, protocol))];
    }

    private static PortMapping Mapping(string ip, PortRange host, int container, string protocol) =>
        new() { HostIP = ip, HostPort = host.First, HostPortEnd = host.Last, ContainerPort = container, Protocol = protocol };

    /// <summary>The last two parts are ports, whatever stands before is an address: so a bare IPv6 address needs no brackets.</summary>
    private static (string Address, string Host, string Container) Split(string text) => text.Split(':') switch
    {
        [var container] => ("", "", container),
        [var host, var container] => ("", host, container),
        [.. var address, var host, var container] => (string.Join(':', address), host, container),
        _ => ("", "", ""),
    };

    private static string ReadAddress(string address, string text)
    {
        var bare = address is ['[', .. var inner, ']'] ? inner : address;
        return bare.Length == 0 || IpText.TryParse(bare, out _) ? bare : throw Invalid(text, "Reason_PublishAddress", address);
    }

    private static string FromLongForm(string text)
    {
        var values = new Dictionary<string, string>(StringComparer.Ordinal) { ["published"] = "", ["target"] = "", ["protocol"] = "tcp" };
        foreach (var pair in text.Split(','))
        {
            var split = pair.IndexOf('=', StringComparison.Ordinal);
            if (split <= 0) throw Invalid(text, "Reason_PublishLongForm", pair);
            values[pair[..split]] = pair[(split + 1)..];
        }

        return string.Create(CultureInfo.InvariantCulture, $"{values["published"]}:{values["target"]}/{values["protocol"]}");
    }

    private static ContainerNetException Invalid(string text, string reason, params object[] found) =>
        ContainerNetException.Create(ErrorId.PublishInvalid, text, text, Text.Format(reason, found));
}
