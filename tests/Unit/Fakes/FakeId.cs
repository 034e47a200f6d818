using System.Security.Cryptography;

namespace ContainerNet.Unit.Fakes;

/// <summary>Ids as an engine makes them: 64 hex digits.</summary>
internal static class FakeId
{
    public static string Next() => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(32));

    /// <summary>An id that starts as given and ends in zeros.</summary>
    public static string StartingWith(string start) => start.PadRight(64, '0');
}
