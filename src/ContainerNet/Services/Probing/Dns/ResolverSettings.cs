using System.Globalization;
using System.Net;
using System.Text;

namespace ContainerNet.Services.Probing.Dns;

/// <summary>What a resolv.conf says (resolv.conf(5)), as far as it matters for one lookup. Pure.</summary>
/// <param name="Servers">The name servers, three at most.</param>
/// <param name="Search">The domains that are put behind a short name.</param>
/// <param name="Dots">How many dots make a name that is asked for as it is first.</param>
internal sealed record ResolverSettings(IPAddress[] Servers, string[] Search, int Dots)
{
    private const int MostServers = 3;
    private const int MostDomains = 6;
    private static readonly char[] s_blanks = [' ', '\t', '\r'];
    private static readonly IPAddress s_embedded = IPAddress.Parse("127.0.0.11");

    /// <summary>Whether it is the engine's own name server, which knows the containers of a user-defined network.</summary>
    public bool IsEmbedded => Array.Exists(Servers, static one => one.Equals(s_embedded));

    public static ResolverSettings Parse(byte[]? file)
    {
        var (servers, search, dots) = (new List<IPAddress>(), Array.Empty<string>(), 1);
        foreach (var line in Encoding.UTF8.GetString(file ?? []).Split('\n'))
        {
            var words = line.Split(s_blanks, StringSplitOptions.RemoveEmptyEntries);
            if (words.Length < 2) continue;
            if (words[0] == "nameserver" && servers.Count < MostServers && IPAddress.TryParse(words[1], out var server)) servers.Add(server);
            else if (words[0] is "search" or "domain") search = [.. words.Skip(1).Take(MostDomains).Where(static domain => domain != ".")];
            else if (words[0] == "options" && Array.FindLast(words, static word => word.StartsWith("ndots:", StringComparison.Ordinal)) is { } option)
                dots = int.TryParse(option.AsSpan("ndots:".Length), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? Math.Min(number, 15) : dots;
        }

        // Without any a program asks its own host.
        return new ResolverSettings(servers.Count > 0 ? [.. servers] : [IPAddress.Loopback], search, dots);
    }

    /// <summary>The names to ask for, in their order.</summary>
    public IEnumerable<string> NamesOf(string name)
    {
        if (name.EndsWith('.')) return [name];
        var longer = Search.Select(domain => $"{name}.{domain}");
        return name.Count(static one => one == '.') >= Dots ? [name, .. longer] : [.. longer, name];
    }
}
