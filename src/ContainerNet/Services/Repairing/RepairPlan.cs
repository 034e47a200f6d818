using ContainerNet.Services.Firewall;
using ContainerNet.Services.Publishing;

namespace ContainerNet.Services.Repairing;

/// <summary>What is to be put right: pure, from what there is to what is due.</summary>
internal sealed record RepairPlan(RepairScene Scene, IReadOnlyList<WantedContainer> Wanted, FirewallWish Wish, IReadOnlyList<DesiredContainer> Memory, IReadOnlyList<Repair> Repairs)
{
    /// <summary>What keeps some of it from being put right.</summary>
    public IEnumerable<ContainerNetException> Problems => Wanted.SelectMany(static one => one.Problems);

    /// <summary>Plans it.</summary>
    /// <param name="scene">What there is.</param>
    /// <param name="all">What containers are due.</param>
    /// <param name="engine">The engine's uri; what is remembered of another's containers stays.</param>
    /// <param name="isAgreed">Whether what concerns a container, by its id, may be put right; by an empty one what concerns none.</param>
    public static RepairPlan Of(RepairScene scene, IReadOnlyList<WantedContainer> all, string engine, Func<string, bool> isAgreed)
    {
        WantedContainer[] wanted = [.. all.Where(one => isAgreed(one.Id))];
        var elsewhere = (scene.Remembered ?? []).Where(one => one.Engine != engine && !scene.Exists(one.Id)).Select(static one => one.Id).ToHashSet(StringComparer.Ordinal);
        var wish = ToWish(wanted, owner => isAgreed(owner.ContainerId) && !elsewhere.Contains(owner.ContainerId));
        DesiredContainer[] memory = [.. (scene.Remembered ?? []).Where(one => elsewhere.Contains(one.Id)), .. all.Select(static one => one.Remembered).OfType<DesiredContainer>()];
        var rules = new RuleRepairs(scene.Reading, wish, id => scene.All.FirstOrDefault(one => one.Id == id)?.Name ?? "").Describe();
        return new RepairPlan(scene, wanted, wish, memory, [.. rules]);
    }

    /// <summary>Whether the file is to be written: something in it is not to be remembered any more, or something not in it is.</summary>
    public bool ChangesMemory =>
        Scene.Remembered is null || Memory.Count != Scene.Remembered.Count || Memory.Any(one => !Scene.Remembered.Contains(one));

    private static FirewallWish ToWish(WantedContainer[] wanted, Func<RuleOwner, bool> isReplaced)
    {
        var guards = wanted.Select(static one => one.Guard).OfType<GuardTarget>().Select(static target => GuardRules.Wish(target, static (_, _) => false)).ToArray();
        var ports = ContainerWish.Rules([.. wanted.Select(static one => one.Wish)], (_, owner) => isReplaced(owner));
        return ports with
        {
            IPv4 = [.. guards.SelectMany(static guard => guard.IPv4), .. ports.IPv4],
            IPv6 = [.. guards.SelectMany(static guard => guard.IPv6), .. ports.IPv6],
        };
    }
}
