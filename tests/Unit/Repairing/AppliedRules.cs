using System.Net.Sockets;
using ContainerNet.Iptables;
using ContainerNet.Services.Firewall;

namespace ContainerNet.Unit.Repairing;

/// <summary>Carries out a plan on a text, as iptables-restore would on the kernel.</summary>
internal static class AppliedRules
{
    public static string Of(RuleSet rules, FirewallWish wish)
    {
        var tables = rules.Tables.ToDictionary(static table => table.Name, static table => table.Rules.GroupBy(static rule => rule.Chain).ToDictionary(static group => group.Key, static group => group.ToList()));
        foreach (var (table, command) in FirewallPlanner.Plan(rules, AddressFamily.InterNetwork, wish).Commands)
        {
            if (!tables.TryGetValue(table, out var chains)) tables[table] = chains = [];
            string[] words = command.Split(' ', 3);
            if (!chains.TryGetValue(words[1], out var chain)) chains[words[1]] = chain = [];
            if (words[0] == "-I")
            {
                string[] rest = words[2].Split(' ', 2);
                chain.Insert(int.Parse(rest[0], System.Globalization.CultureInfo.InvariantCulture) - 1, new Rule(words[1], rest[1]));
            }
            else if (words[0] == "-A") chain.Add(new Rule(words[1], words[2]));
        }

        return string.Concat(tables.Select(static table =>
            $"*{table.Key}\n{string.Concat(table.Value.Keys.Select(static chain => $":{chain} - [0:0]\n"))}{string.Concat(table.Value.Values.SelectMany(static rules => rules).Select(static rule => rule.Text + "\n"))}COMMIT\n"));
    }
}
