using System.Text;

namespace ContainerNet.Iptables;

/// <summary>
/// The changes for one run of <c>iptables-restore --noflush</c>. What is added for one table in a row is a transaction of its own; they
/// are carried out in their order. Chains are made with <c>-N</c>: a <c>:CHAIN</c> line would empty one that is there.
/// </summary>
internal sealed class RestoreScript
{
    private readonly List<(string Table, List<string> Commands)> _transactions = [];

    public bool IsEmpty => _transactions.Count == 0;

    /// <summary>Its commands, in their order.</summary>
    public IEnumerable<(string Table, string Command)> Commands =>
        _transactions.SelectMany(static one => one.Commands.Select(command => (one.Table, command)));

    /// <summary>Adds one command, such as <c>-A CHAIN ...</c>.</summary>
    public void Add(string table, string command)
    {
        if (_transactions.Count == 0 || _transactions[^1].Table != table) _transactions.Add((table, []));
        _transactions[^1].Commands.Add(command);
    }

    /// <summary>Adds commands in their order.</summary>
    public void AddRange(string table, IEnumerable<string> commands)
    {
        foreach (var command in commands) Add(table, command);
    }

    /// <summary>The text to feed to iptables-restore.</summary>
    public override string ToString()
    {
        var text = new StringBuilder();
        foreach (var (table, commands) in _transactions)
        {
            text.Append('*').Append(table).Append('\n');
            foreach (var command in commands) text.Append(command).Append('\n');
            text.Append("COMMIT\n");
        }

        return text.ToString();
    }
}
