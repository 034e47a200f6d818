using System.Globalization;
using System.Text.RegularExpressions;
using ContainerNet.Iptables;
using ContainerNet.Services.Tracing;

namespace ContainerNet.Services.Checking;

/// <summary>The commands that put something right, as they are typed at a prompt of PowerShell or of a shell. Pure.</summary>
internal static partial class Commands
{
    /// <summary>Has this module bring its rules to what is due.</summary>
    public const string Repair = "Repair-ContainerNetwork";

    /// <summary>Has the engine make its own rules anew.</summary>
    public const string RestartEngine = "systemctl restart docker";

    /// <summary>Starts a container anew: the engine makes its interfaces, addresses and proxies again.</summary>
    public static string Restart(Container container) => $"Restart-Container {Quote(container.Name)}";

    /// <summary>Runs a tool of the host in the network namespace of a container.</summary>
    public static string Inside(Container container, string command) => string.Create(CultureInfo.InvariantCulture, $"nsenter -t {container.ProcessId} -n {command}");

    /// <summary>Sets a setting of the kernel.</summary>
    public static string Set(string name, int value) => string.Create(CultureInfo.InvariantCulture, $"sysctl -w {name}={value}");

    /// <summary>Changes the rules.</summary>
    /// <param name="rules">The variant and family.</param>
    /// <param name="table">The table.</param>
    /// <param name="verb">-A, -I or -D.</param>
    /// <param name="chain">The chain.</param>
    /// <param name="specification">Matches and target, as iptables-save prints them.</param>
    public static string Iptables(TracedRules rules, string table, string verb, string chain, string specification) =>
        $"{Tool(rules)} -w 5 -t {table} {verb} {chain} {string.Join(' ', RuleText.ParseOptions(specification).SelectMany(Words).Select(Quote))}";

    /// <summary>Sets the policy of a chain.</summary>
    public static string Policy(TracedRules rules, string chain, string policy) => $"{Tool(rules)} -w 5 -P {chain} {policy}";

    /// <summary>A word that neither PowerShell nor a shell takes for anything else.</summary>
    public static string Quote(string word) => word == "!" || Plain().IsMatch(word) ? word : $"'{word.Replace("'", "''", StringComparison.Ordinal)}'";

    // Where only one variant holds rules, it is the one the plain name stands for; a snapshot cannot tell which that is.
    private static string Tool(TracedRules rules)
    {
        var name = rules.Family == "IPv4" ? "iptables" : "ip6tables";
        return rules.IsAlone ? name : name + rules.Backend["iptables".Length..];
    }

    private static IEnumerable<string> Words(RuleOption option) =>
        [.. option.Negated ? ["!"] : Array.Empty<string>(), .. option.Name.Length > 0 ? [option.Name] : Array.Empty<string>(), .. option.Values];

    [GeneratedRegex(@"\A[A-Za-z0-9_/.:+=-]+\z", RegexOptions.CultureInvariant)]
    private static partial Regex Plain();
}
