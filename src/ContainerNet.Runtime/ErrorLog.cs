using System.Globalization;
using System.Text;

namespace ContainerNet.Runtime;

/// <summary>Tells what went wrong. The engine shows what stands last in the log it named; standard error it throws away.</summary>
internal static class ErrorLog
{
    private const string Prefix = "containernet-runtime: ";

    public static void Write(CommandLine line, string message)
    {
        Append("/dev/stderr", $"{Prefix}{message}\n");
        if (line.Log is { Length: > 0 } log) Append(log, (line.LogIsJson ? JsonLine(message) : TextLine(message)) + "\n");
    }

    /// <summary>A line as runc and crun write it with <c>--log-format json</c>.</summary>
    public static string JsonLine(string message) => $"{{\"level\":\"error\",\"msg\":{Quote(Prefix + message)},\"time\":\"{Now}\"}}";

    private static string Now => DateTime.UtcNow.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    private static string TextLine(string message) => $"time=\"{Now}\" level=error msg={Quote(Prefix + message)}";

    private static string Quote(string text)
    {
        var quoted = new StringBuilder("\"");
        foreach (var character in text)
        {
            if (character is '"' or '\\') quoted.Append('\\').Append(character);
            else if (character < ' ') quoted.Append(CultureInfo.InvariantCulture, $"\\u{(int)character:x4}");
            else quoted.Append(character);
        }

        return quoted.Append('"').ToString();
    }

    private static void Append(string file, string text)
    {
        try
        {
            using var stream = new FileStream(file, FileMode.Append, FileAccess.Write, FileShare.ReadWrite, 1);
            stream.Write(Encoding.UTF8.GetBytes(text));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or NotSupportedException)
        {
            // There is no other place to say it; the exit status is what is left.
            return;
        }
    }
}
