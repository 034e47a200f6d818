using ContainerNet.Resources;

namespace ContainerNet.Services.Publishing;

/// <summary>Reads the grammar of docker's <c>--expose</c>: <c>80</c>, <c>80-90/udp</c>.</summary>
internal static class ExposeParser
{
    /// <summary>The engine's keys, such as <c>80/tcp</c>.</summary>
    /// <exception cref="ContainerNetException">PublishInvalid; target is the text.</exception>
    public static string[] ParseAll(IEnumerable<string>? texts) => [.. (texts ?? []).SelectMany(Parse).Distinct()];

    private static IEnumerable<string> Parse(string text) => text.Split(',').SelectMany(part => ParseOne(part.Trim(), text));

    private static IEnumerable<string> ParseOne(string part, string text)
    {
        var (port, protocol) = PortRange.SplitProtocol(part);
        if (protocol is not ("tcp" or "udp" or "sctp")) throw Invalid(text, Text.Format("Reason_PublishProtocol", protocol));
        if (PortRange.Parse(port) is not { First: > 0 } range) throw Invalid(text, Text.Format("Reason_PublishContainerPort", port));
        return range.Ports.Select(p => $"{p}/{protocol}");
    }

    private static ContainerNetException Invalid(string text, string reason) =>
        ContainerNetException.Create(ErrorId.PublishInvalid, text, text, reason);
}
