using System.Net;
using System.Text;

namespace ContainerNet.Services.Probing.Dns;

/// <summary>What a file of hosts says (hosts(5)). Pure.</summary>
internal static class HostsFile
{
    private static readonly char[] s_blanks = [' ', '\t', '\r'];

    /// <summary>The addresses of a name, IPv4 first; none where it does not know the name.</summary>
    public static IPAddress[] Find(byte[]? file, string name)
    {
        var found = new List<IPAddress>();
        foreach (var line in Encoding.UTF8.GetString(file ?? []).Split('\n'))
        {
            var words = line.Split('#')[0].Split(s_blanks, StringSplitOptions.RemoveEmptyEntries);
            if (words.Skip(1).Contains(name.TrimEnd('.'), StringComparer.OrdinalIgnoreCase) && IPAddress.TryParse(words[0], out var address)) found.Add(address);
        }

        return [.. found.OrderBy(static one => one.AddressFamily)];
    }
}
