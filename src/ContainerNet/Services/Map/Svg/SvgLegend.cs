using System.Globalization;
using ContainerNet.Resources;

namespace ContainerNet.Services.Map.Svg;

/// <summary>What the colours and lines of the picture mean.</summary>
internal static class SvgLegend
{
    public const int Height = 34;

    private static readonly (string Style, string Name)[] s_entries =
        [("bridged", "Bridged"), ("joined", "Joined"), ("closed", "Closed"), ("open", "Host"), ("port", "Port"), ("fault", "Fault")];

    public static void Draw(SvgPaper paper, int x, int y)
    {
        foreach (var (style, name) in s_entries)
        {
            var text = Text.Get($"Map_Legend{name}");
            if (style == "port") paper.Line("wire port", string.Create(CultureInfo.InvariantCulture, $"M{x} {y + 12}h22"), "tip-port");
            else paper.Rect($"ns {style}", x, y + 5, 22, 14, 3);
            paper.Text("", x + 30, y + 17, text);
            x += 54 + (TextWidth.Of(text) * 8);
        }
    }
}
