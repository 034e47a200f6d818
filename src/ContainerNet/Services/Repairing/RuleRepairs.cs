using System.Net.Sockets;
using ContainerNet.Iptables;
using ContainerNet.Services.Firewall;

namespace ContainerNet.Services.Repairing;

/// <summary>Says in words what a change of the rules puts right: pure.</summary>
internal sealed class RuleRepairs(FirewallReading reading, FirewallWish wish, Func<string, string> nameOf)
{
    private static readonly AddressFamily[] s_families = [AddressFamily.InterNetwork, AddressFamily.InterNetworkV6];

    /// <summary>What it does, by container and port, and by chain.</summary>
    public IEnumerable<Repair> Describe()
    {
        var commands = s_families.SelectMany(family => Plan(family).Select(command => (Family: family, Command: command))).ToArray();
        var groups = commands.Select(static one => one.Command.Owner).OfType<RuleOwner>().Select(Group.Of).Distinct().ToArray();
        return [.. groups.Select(Describe), .. commands.Where(static one => one.Command.Owner is null).Select(one => Describe(one.Family, one.Command)).OfType<Repair>().Distinct()];
    }

    private IEnumerable<PlannedCommand> Plan(AddressFamily family) =>
        RulesOf(family) is { } rules ? PlannedCommand.Of(FirewallPlanner.Plan(rules, family, wish)) : [];

    private RuleSet? RulesOf(AddressFamily family) => family == AddressFamily.InterNetwork ? reading.IPv4 : reading.IPv6;

    private Repair Describe(Group group)
    {
        var before = s_families.SelectMany(family => Standing(family, group)).ToArray();
        var after = s_families.SelectMany(family => Wanted(family, group)).ToArray();
        var (was, becomes) = (Group.Summary(before), Group.Summary(after));
        return new Repair
        {
            Action = (before.Length == 0 ? RepairAction.Added : after.Length == 0 ? RepairAction.Removed : RepairAction.Changed).ToString(),
            ContainerId = group.ContainerId,
            ContainerName = nameOf(group.ContainerId),
            Subject = group.Subject,
            // Some of its rules were lost, or stood where they do nothing.
            Before = before.Length > 0 && after.Length > 0 && (was == becomes || was.Length == 0) ? $"{was} ({before.Count(rule => Array.Exists(after, rule.SameAs))}/{after.Length})".TrimStart() : was,
            After = becomes,
        };
    }

    private IEnumerable<Rule> Standing(AddressFamily family, Group group) =>
        RulesOf(family) is not { } rules ? [] : OwnedChains.RulesOf(rules).Where(rule => OwnerComment.OwnerOf(rule) is { } owner && Group.Of(owner) == group);

    private IEnumerable<Rule> Wanted(AddressFamily family, Group group)
    {
        var wanted = wish.RulesOf(family).Where(rule => Group.Of(OwnerComment.OwnerOf(rule)!.Value) == group).ToArray();
        var kept = Standing(family, group).Where(rule => !wish.IsReplaced(rule, OwnerComment.OwnerOf(rule)!.Value) && !Array.Exists(wanted, rule.SameAs));
        return wanted.Concat(kept);
    }

    // Of a chain that was not there all is new, and said of its rules; of one that goes, nothing is left to say.
    private Repair? Describe(AddressFamily family, PlannedCommand command)
    {
        if (command.Verb is "-N" or "-X" || RulesOf(family)?.Table(command.Table).HasChain(command.OwnChain) != true) return null;
        if (!wish.RulesOf(family).Any(rule => rule.Chain == command.OwnChain) && !Keeps(family, command.OwnChain)) return null;
        if (command is { IsJump: true, Verb: "-D" }) return null;
        var jumps = JumpPlanner.JumpsTo(RulesOf(family)!.Table(command.Table), command.OwnChain);
        var there = command.IsJump ? jumps.Find(rule => rule.Chain == command.Rule.Chain) ?? jumps.FirstOrDefault() : null;
        return new Repair
        {
            Action = (command.IsJump && there is null ? RepairAction.Added : RepairAction.Changed).ToString(),
            Subject = $"{(command.IsJump ? "jump" : "chain")} {(family == AddressFamily.InterNetwork ? "IPv4" : "IPv6")} {command.Table} {command.OwnChain}",
            Before = there is null ? "" : $"{there.Chain} {Place(family, command.Table, there)}",
            After = command.IsJump ? command.Rule.Chain : "",
            Time = default,
        };
    }

    private bool Keeps(AddressFamily family, string chain) =>
        RulesOf(family)!.Table(OwnedChains.TableOf(chain)).RulesOf(chain).Any(rule => OwnerComment.OwnerOf(rule) is { } owner && !wish.IsReplaced(rule, owner));

    private int Place(AddressFamily family, string table, Rule rule) =>
        RulesOf(family)!.Table(table).RulesOf(rule.Chain).TakeWhile(other => !ReferenceEquals(other, rule)).Count() + 1;

    /// <summary>The rules of one thing of one container.</summary>
    private readonly record struct Group(string ContainerId, string Subject)
    {
        public static Group Of(RuleOwner owner) => new(owner.ContainerId, owner.Purpose switch
        {
            _ when RulePurpose.IsForwarding(owner.Purpose) => $"{RulePurpose.Publish} {owner.Port}",
            _ when RulePurpose.IsAccess(owner.Purpose) => $"access {owner.Port}",
            _ => owner.Purpose,
        });

        /// <summary>Where the rules lead, whom they let in, or what they guard.</summary>
        public static string Summary(Rule[] rules) => string.Join(", ", rules.Select(Word).OfType<string>().Distinct(StringComparer.Ordinal));

        private static string? Word(Rule rule) => OwnerComment.OwnerOf(rule)?.Purpose switch
        {
            RulePurpose.Publish => rule.Find("--to-destination")?.Value,
            RulePurpose.Allow => rule.Find("-s")?.Value ?? "0.0.0.0/0",
            RulePurpose.Guard or RulePurpose.Loopback => rule.Find("-d")?.Value,
            _ => null,
        };
    }
}
