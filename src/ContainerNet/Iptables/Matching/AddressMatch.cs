using System.Net;

namespace ContainerNet.Iptables.Matching;

/// <summary>Compares addresses with what stands behind <c>--src-range</c> and <c>--dst-range</c>.</summary>
internal static class AddressMatch
{
    /// <summary>Whether an address is between two, as <c>--src-range A-B</c> has it.</summary>
    public static Answer IsBetween(IPAddress address, string range)
    {
        if (range.Split('-') is not [var low, var high] || !IPAddress.TryParse(low, out var first) || !IPAddress.TryParse(high, out var last)) return Answer.Unknown;
        return Answers.Of(Compare(first, address) <= 0 && Compare(address, last) <= 0);
    }

    private static int Compare(IPAddress one, IPAddress other) => one.GetAddressBytes().AsSpan().SequenceCompareTo(other.GetAddressBytes());
}
