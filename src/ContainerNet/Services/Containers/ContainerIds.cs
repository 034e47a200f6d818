using System.Text.RegularExpressions;

namespace ContainerNet.Services.Containers;

/// <summary>What a container's id looks like. Pure.</summary>
internal static partial class ContainerIds
{
    public const int FullLength = 64;

    /// <summary>The digits an id's start needs: with fewer, a short name mistyped would mean a container nobody thought of.</summary>
    public const int ShortestStart = 4;

    /// <summary>The digits the engine's own lists show.</summary>
    public const int ShortLength = 12;

    public static bool IsFull(string text) => text.Length == FullLength && Hex().IsMatch(text);

    public static bool IsStart(string text) => text.Length is >= ShortestStart and < FullLength && Hex().IsMatch(text);

    /// <summary>The first twelve digits.</summary>
    public static string Short(string id) => id.Length > ShortLength ? id[..ShortLength] : id;

    [GeneratedRegex(@"\A[0-9a-f]+\z", RegexOptions.CultureInvariant)]
    private static partial Regex Hex();
}
