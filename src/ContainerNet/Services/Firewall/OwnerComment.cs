using ContainerNet.Iptables;

namespace ContainerNet.Services.Firewall;

/// <summary>The comment every rule of this module carries: <c>containernet:PURPOSE</c>, or <c>containernet:CONTAINERID:PURPOSE[:DETAIL]</c>.</summary>
internal static class OwnerComment
{
    private const string Prefix = "containernet:";

    /// <summary>The comment of a rule that belongs to no container.</summary>
    public static string For(string purpose) => Prefix + purpose;

    /// <summary>The comment of a rule that belongs to a container.</summary>
    public static string For(string containerId, string purpose) => $"{Prefix}{containerId}:{purpose}";

    /// <summary>The comment of a rule that belongs to a port of a container; <paramref name="port"/> is such as <c>8080/tcp</c>.</summary>
    public static string For(string containerId, string purpose, string port) => $"{Prefix}{containerId}:{purpose}:{port}";

    /// <summary>A comment as the words of a rule, as iptables-save prints them: it always holds a colon.</summary>
    public static string Words(string comment) => $"-m comment --comment {RuleText.InQuotes(comment)}";

    /// <summary>The id of the container a rule belongs to; null when it belongs to none, or is not of this module.</summary>
    public static string? ContainerOf(Rule rule) => OwnerOf(rule)?.ContainerId;

    /// <summary>The container a rule belongs to, and what the rule is for; null when it belongs to none, or is not of this module.</summary>
    public static RuleOwner? OwnerOf(Rule rule)
    {
        var comment = rule.Comment;
        if (!comment.StartsWith(Prefix, StringComparison.Ordinal)) return null;
        var end = comment.IndexOf(':', Prefix.Length);
        if (end < 0) return null;
        var id = comment[Prefix.Length..end];
        if (!IsContainerId(id)) return null;
        string[] rest = comment[(end + 1)..].Split(':', 2);
        return new RuleOwner(id, rest[0], rest.Length > 1 ? rest[1] : "");
    }

    /// <summary>Whether the text is a full container id, 64 hex digits: the one thing a caller gives that stands in a comment.</summary>
    public static bool IsContainerId(string text) => text.Length == 64 && text.All(char.IsAsciiHexDigitLower);
}

/// <summary>Whom a rule belongs to.</summary>
/// <param name="ContainerId">The container's full id.</param>
/// <param name="Purpose">What the rule is for; a word of <see cref="RulePurpose"/>.</param>
/// <param name="Port">The port of the host it is about, such as <c>8080/tcp</c> or <c>8000-8010/udp</c>; empty where it is about none.</param>
internal readonly record struct RuleOwner(string ContainerId, string Purpose, string Port);
