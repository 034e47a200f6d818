using System.Globalization;
using System.Text;

namespace ContainerNet.Services.Map.Svg;

/// <summary>Collects the elements of a picture (SVG 1.1). Coordinates are whole pixels.</summary>
internal sealed class SvgPaper
{
    private readonly StringBuilder _text = new();

    public void Raw(string text) => _text.Append(text).Append('\n');

    /// <summary>Begins a group that is told as <paramref name="title"/>.</summary>
    public void Open(string title) => _text.Append("<g><title>").Append(Escape(title)).Append("</title>\n");

    public void Close() => _text.Append("</g>\n");

    public void Rect(string style, int x, int y, int width, int height, int radius) =>
        _text.Append(CultureInfo.InvariantCulture, $"<rect class=\"{style}\" x=\"{x}\" y=\"{y}\" width=\"{width}\" height=\"{height}\" rx=\"{radius}\"/>\n");

    public void Text(string style, int x, int y, string text) =>
        _text.Append(CultureInfo.InvariantCulture, $"<text class=\"{style}\" x=\"{x}\" y=\"{y}\">{Escape(text)}</text>\n");

    /// <summary>A line along a path; <paramref name="tip"/> names the arrow's head at its end, and is empty for none.</summary>
    public void Line(string style, string path, string tip = "") =>
        _text.Append(CultureInfo.InvariantCulture, $"<path class=\"{style}\" d=\"{path}\"{(tip.Length > 0 ? $" marker-end=\"url(#{tip})\"" : "")}/>\n");

    public static string Escape(string text) => MapWords.Clean(text)
        .Replace("&", "&amp;", StringComparison.Ordinal).Replace("<", "&lt;", StringComparison.Ordinal).Replace(">", "&gt;", StringComparison.Ordinal)
        .Replace("\"", "&quot;", StringComparison.Ordinal);

    /// <inheritdoc/>
    public override string ToString() => _text.ToString();
}
