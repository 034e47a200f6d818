using System.Globalization;

namespace ContainerNet.Docker.Containers;

/// <summary>Sizes as docker writes them (go-units RAMInBytes): a number, a point is allowed, and b, k, m, g, t or p, each 1024 of the one before.</summary>
internal static class ByteSize
{
    private const string Units = "bkmgtp";

    private static readonly HashSet<string> s_keys = new(StringComparer.OrdinalIgnoreCase)
    {
        "Memory", "MemorySwap", "MemoryReservation", "KernelMemory", "KernelMemoryTCP", "ShmSize",
    };

    /// <summary>Whether the key of HostConfig is a number of bytes.</summary>
    public static bool Holds(string key) => s_keys.Contains(key);

    public static bool TryParse(string text, out long bytes)
    {
        bytes = 0;
        var digits = text.Trim().ToLowerInvariant();
        if (digits == "-1")
        {
            // Without limit (MemorySwap).
            bytes = -1;
            return true;
        }

        if (digits.EndsWith("ib", StringComparison.Ordinal)) digits = digits[..^2];
        else if (digits.Length > 1 && digits[^1] == 'b' && char.IsLetter(digits[^2])) digits = digits[..^1];
        var power = digits.Length > 0 ? Units.IndexOf(digits[^1], StringComparison.Ordinal) : -1;
        if (power >= 0) digits = digits[..^1].TrimEnd();
        if (!decimal.TryParse(digits, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number)) return false;
        for (; power > 0; power--)
        {
            if (number > long.MaxValue / 1024) return false;
            number *= 1024;
        }

        if (number > long.MaxValue) return false;
        bytes = (long)number;
        return true;
    }
}
