using System.Text;

namespace ContainerNet.Services.Map;

/// <summary>How many columns a text takes in a font of equal widths: two for what is East Asian (Unicode TR 11).</summary>
internal static class TextWidth
{
    private const string Ellipsis = "…";

    public static int Of(string text) => text.EnumerateRunes().Sum(Of);

    /// <summary>The text, or its beginning where it is too wide.</summary>
    public static string Clip(string text, int columns)
    {
        if (Of(text) <= columns) return text;
        var clipped = new StringBuilder();
        var left = columns - 1;
        foreach (var rune in text.EnumerateRunes())
        {
            if ((left -= Of(rune)) < 0) break;
            clipped.Append(rune);
        }

        return columns < 1 ? "" : clipped + Ellipsis;
    }

    /// <summary>The text with blanks up to a width.</summary>
    public static string Pad(string text, int columns) => text + new string(' ', Math.Max(0, columns - Of(text)));

    /// <summary>The text in lines, broken between words where there are some.</summary>
    public static IEnumerable<string> Wrap(string text, int columns)
    {
        var line = "";
        foreach (var word in text.Split(' ').SelectMany(word => Pieces(word, columns)))
        {
            var longer = line.Length == 0 ? word : $"{line} {word}";
            if (Of(longer) > columns)
            {
                yield return line;
                longer = word;
            }

            line = longer;
        }

        yield return line;
    }

    // A word that has no place in any line: Chinese has no blanks between words.
    private static IEnumerable<string> Pieces(string word, int columns)
    {
        var piece = new StringBuilder();
        var width = 0;
        foreach (var rune in word.EnumerateRunes())
        {
            if (width + Of(rune) > columns)
            {
                yield return piece.ToString();
                piece.Clear();
                width = 0;
            }

            piece.Append(rune);
            width += Of(rune);
        }

        yield return piece.ToString();
    }

    private static int Of(Rune rune) => rune.Value switch
    {
        >= 0x1100 and <= 0x115F or >= 0x2E80 and <= 0xA4CF or >= 0xAC00 and <= 0xD7A3 or >= 0xF900 and <= 0xFAFF or >= 0xFE30 and <= 0xFE6F
            or >= 0xFF00 and <= 0xFF60 or >= 0xFFE0 and <= 0xFFE6 or >= 0x20000 and <= 0x3FFFD => 2,
        _ => 1,
    };
}
