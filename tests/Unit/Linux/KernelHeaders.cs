using System.Globalization;
using System.Text.RegularExpressions;

namespace ContainerNet.Unit.Linux;

/// <summary>The numbers that the system's C headers define, by #define and by enum, as far as they are plain expressions.</summary>
internal sealed partial class KernelHeaders
{
    private const string Root = "/usr/include";

    private static readonly string[] s_files =
    [
        "linux/netlink.h", "linux/rtnetlink.h", "linux/if_link.h", "linux/if_addr.h", "linux/net_namespace.h", "linux/if.h",
        "linux/if_arp.h", "linux/route.h", "linux/ipv6_route.h", "asm-generic/errno-base.h", "asm-generic/errno.h",
        "asm-generic/socket.h", "asm-generic/fcntl.h", "asm-generic/signal.h", "asm-generic/signal-defs.h", "asm-generic/unistd.h",
        "asm-generic/poll.h", "linux/capability.h", "linux/sockios.h",
        "linux/fib_rules.h", "linux/neighbour.h", "linux/lwtunnel.h", "linux/sock_diag.h", "linux/inet_diag.h", "linux/in.h", "linux/in6.h", "linux/pkt_sched.h", "linux/sched.h",
        "linux/fcntl.h", "linux/openat2.h", "linux/stat.h", "linux/netfilter.h", "linux/netfilter/nfnetlink.h", "linux/netfilter/nfnetlink_conntrack.h",
        "linux/netfilter/nf_tables.h",
    ];

    private readonly Dictionary<string, long> _values = new(StringComparer.Ordinal);

    /// <summary>Whether the headers are installed (Debian's linux-libc-dev).</summary>
    public static bool AreThere => File.Exists(Path.Combine(Root, s_files[0]));

    public static KernelHeaders Read()
    {
        var headers = new KernelHeaders();
        foreach (var file in s_files) headers.Take(Comment().Replace(File.ReadAllText(Path.Combine(Root, file)), " "));
        return headers;
    }

    public IReadOnlyDictionary<string, long> Values => _values;

    private void Take(string text)
    {
        foreach (Match define in Define().Matches(text))
        {
            if (Evaluate(define.Groups["value"].Value) is { } value) _values.TryAdd(define.Groups["name"].Value, value);
        }

        var plain = Directive().Replace(text, "");
        foreach (Match list in Enumeration().Matches(plain))
        {
            long? next = 0;
            foreach (var entry in list.Groups["body"].Value.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
            {
                var parts = entry.Split('=', 2, StringSplitOptions.TrimEntries);
                if (parts.Length == 2) next = Evaluate(parts[1]);
                if (next is { } value) _values[parts[0]] = value;
                next++;
            }
        }
    }

    private long? Evaluate(string expression)
    {
        long result = 0;
        foreach (var part in expression.Trim().Trim('(', ')').Split('|', StringSplitOptions.TrimEntries))
        {
            var shift = part.Split("<<", StringSplitOptions.TrimEntries);
            if (Number(shift[0]) is not { } value) return null;
            if (shift.Length == 2 && Number(shift[1]) is { } by) value <<= (int)by;
            result |= value;
        }

        return result;
    }

    private long? Number(string text)
    {
        text = text.TrimEnd('U', 'L');
        if (text.StartsWith("0x", StringComparison.Ordinal))
            return long.TryParse(text.AsSpan(2), NumberStyles.HexNumber, CultureInfo.InvariantCulture, out var hex) ? hex : null;
        if (text.Length > 1 && text[0] == '0' && text.All(char.IsAsciiDigit)) return Convert.ToInt64(text, 8);
        if (long.TryParse(text, CultureInfo.InvariantCulture, out var number)) return number;
        return _values.TryGetValue(text, out var known) ? known : null;
    }

    [GeneratedRegex(@"/\*.*?\*/|//[^\n]*", RegexOptions.Singleline)]
    private static partial Regex Comment();

    [GeneratedRegex(@"^[ \t]*#[ \t]*define[ \t]+(?<name>\w+)[ \t]+(?<value>[^\n]+)$", RegexOptions.Multiline)]
    private static partial Regex Define();

    [GeneratedRegex(@"^[ \t]*#[^\n]*$", RegexOptions.Multiline)]
    private static partial Regex Directive();

    [GeneratedRegex(@"enum\s*\w*\s*\{(?<body>[^}]*)\}")]
    private static partial Regex Enumeration();
}
