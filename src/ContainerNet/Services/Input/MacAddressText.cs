using System.Globalization;
using ContainerNet.Resources;

namespace ContainerNet.Services.Input;

/// <summary>Reads an EUI-48 address in any of its usual spellings.</summary>
internal static class MacAddressText
{
    /// <summary>The address as <c>02:42:ac:11:00:02</c>; colons, hyphens, dots (<c>0242.ac11.0002</c>) and no separators are read.</summary>
    /// <exception cref="ContainerNetException">AddressInvalid; target is the text.</exception>
    public static string Parse(string text)
    {
        var digits = Digits(text);
        if (digits is null || !long.TryParse(digits, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var number)) throw Invalid(text, "Reason_AddressNoMac");

        // The kernel gives no interface a group address or an empty one (is_valid_ether_addr).
        if (number == 0 || ((number >> 40) & 1) == 1) throw Invalid(text, "Reason_AddressGroupMac");
        return string.Join(':', digits.ToLowerInvariant().Chunk(2).Select(pair => new string(pair)));
    }

    private static string? Digits(string text)
    {
        foreach (var (separator, length) in new[] { (':', 2), ('-', 2), ('.', 4) })
        {
            string[] groups = text.Split(separator);
            if (groups.Length > 1) return groups.Length == 12 / length && groups.All(g => g.Length == length && g.All(char.IsAsciiHexDigit)) ? string.Concat(groups) : null;
        }

        return text.Length == 12 && text.All(char.IsAsciiHexDigit) ? text : null;
    }

    private static ContainerNetException Invalid(string text, string reason) =>
        ContainerNetException.Create(ErrorId.AddressInvalid, text, text, Text.Get(reason));
}
