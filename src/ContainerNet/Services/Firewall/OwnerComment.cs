using ContainerNet.Iptables;

namespace ContainerNet.Services.Firewall;

/// <summary>The comment every rule of this module carries: <c>containernet:PURPOSE</c>, or <c>containernet:CONTAINERID:PURPOSE</c>.</summary>
internal static class OwnerComment
{
    private const string Prefix = "containernet:";

    /// <summary>The comment of a rule that belongs to no container.</summary>
    public static string For(string purpose) => Prefix + purpose;

    /// <summary>The comment of a rule that belongs to a container.</summary>
    public static string For(string containerId, string purpose) => $"{Prefix}{containerId}:{purpose}";

    /// <summary>The id of the container a rule belongs to; null when it belongs to none, or is not of this module.</summary>
    public static string? ContainerOf(Rule rule)
    {
        var comment = rule.Comment;
        if (!comment.StartsWith(Prefix, StringComparison.Ordinal)) return null;
        var end = comment.IndexOf(':', Prefix.Length);
        if (end < 0) return null;
        var id = comment[Prefix.Length..end];
        return IsContainerId(id) ? id : null;
    }

    /// <summary>Whether the text is a full container id, 64 hex digits: the one thing a caller gives that stands in a comment.</summary>
    public static bool IsContainerId(string text) => text.Length == 64 && text.All(char.IsAsciiHexDigitLower);
}
