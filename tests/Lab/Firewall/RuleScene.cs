using System.Management.Automation;
using ContainerNet.Lab.Inspect;

namespace ContainerNet.Lab.Firewall;

/// <summary>What Get-ContainerFirewallRule says, beside what the tools themselves say.</summary>
internal sealed class RuleScene(LabFixture lab) : IDisposable
{
    private readonly InspectScene _containers = new(lab);
    private readonly List<string[]> _undo = [];

    public InspectScene Containers => _containers;

    public PSObject[] Rules(string arguments) => lab.Session.Invoke($"Get-ContainerFirewallRule {arguments}").OrThrow();

    /// <summary>The rules as lines: table, then the line of iptables-save.</summary>
    public string[] Lines(string arguments, Func<PSObject, bool>? wanted = null) =>
        [.. Rules(arguments).Where(wanted ?? (static _ => true)).Select(static rule => $"{Of(rule, "Table")} {Of(rule, "Text")}")];

    /// <summary>The lines of a save tool: table, then the rule.</summary>
    public static string[] Lines(string saved)
    {
        var (table, lines) = ("", new List<string>());
        foreach (var line in saved.Split('\n'))
        {
            if (line.StartsWith('*')) table = line[1..];
            else if (line.StartsWith("-A", StringComparison.Ordinal)) lines.Add($"{table} {line}");
        }

        return [.. lines];
    }

    /// <summary>Runs a tool on the engine's host, and another at the end that undoes it.</summary>
    public void Do(string[] argv, string[] undo)
    {
        lab.Inside.Run(argv);
        _undo.Insert(0, undo);
    }

    public static string Of(PSObject rule, string property) => InspectScene.Text(rule, property);

    public void Dispose()
    {
        foreach (var argv in _undo) lab.Inside.Run(argv);
        _containers.Dispose();
    }
}
