namespace ContainerNet.Tests;

/// <summary>The rows of publish.tsv.</summary>
public static class PublishTable
{
    public const string Error = "error";

    /// <summary>Text, what comes of it, and how that compares with the docker CLI.</summary>
    public static IEnumerable<(string Text, string Expected, string Comparison)> Rows()
    {
        using var stream = typeof(PublishTable).Assembly.GetManifestResourceStream("publish.tsv")!;
        using var reader = new StreamReader(stream);
        while (reader.ReadLine() is { } line)
        {
            if (line.Split('\t') is [var text, var expected, var comparison] && line[0] != '#') yield return (text, expected, comparison);
        }
    }

    /// <summary>Bindings in the table's words, in an order of their own.</summary>
    public static string Print(IEnumerable<(string ContainerPort, string HostAddress, string HostPort)> bindings) =>
        string.Join("; ", bindings.Select(b => $"{b.ContainerPort} {OrNone(b.HostAddress)} {OrNone(b.HostPort == "0" ? "" : b.HostPort)}").Order(StringComparer.Ordinal));

    /// <summary>The same order for what the table expects.</summary>
    public static string Sorted(string expected) => string.Join("; ", expected.Split("; ").Order(StringComparer.Ordinal));

    private static string OrNone(string text) => text.Length == 0 ? "-" : text;
}
