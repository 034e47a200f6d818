using System.Text;

namespace ContainerNet.Iptables;

/// <summary>
/// The changes for one run of <c>iptables-restore --noflush</c>. Each table is a transaction of its own, in the order in which the tables
/// were first named. Chains are made with <c>-N</c>: a <c>:CHAIN</c> line would empty one that is there.
/// </summary>
internal sealed class RestoreScript
{
    private readonly List<(string Table, List<string> Commands)> _tables = [];

    public bool IsEmpty => _tables.Count == 0;

    /// <summary>Adds one command, such as <c>-A CHAIN ...</c>.</summary>
    public void Add(string table, string command)
    {
        var entry = _tables.Find(item => item.Table == table);
        if (entry.Commands is null) _tables.Add(entry = (table, []));
        entry.Commands.Add(command);
    }

    /// <summary>The text to feed to iptables-restore.</summary>
    public override string ToString()
    {
        var text = new StringBuilder();
        foreach (var (table, commands) in _tables)
        {
            text.Append('*').Append(table).Append('\n');
            foreach (var command in commands) text.Append(command).Append('\n');
            text.Append("COMMIT\n");
        }

        return text.ToString();
    }
}
