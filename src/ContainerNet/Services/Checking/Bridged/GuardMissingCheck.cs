using ContainerNet.Services.Firewall;

namespace ContainerNet.Services.Checking.Bridged;

/// <summary>The rules that keep unpublished traffic away from a container of this module stand.</summary>
internal sealed class GuardMissingCheck() : ContainerCheck("GuardMissing", ContainerMode.Bridged)
{
    public override void Judge(CheckedHost host, CheckedContainer container, Tally tally)
    {
        switch (container.Container.Guard)
        {
            case nameof(GuardState.Guarded):
                tally.Pass("", container.Container.Guard);
                break;
            case nameof(GuardState.Unknown):
                tally.Unknown("", Reasons.OfRules(host));
                break;
            case nameof(GuardState.Shadowed):
                tally.Fail("", container.Container.Guard, Commands.Repair);
                break;
            case nameof(GuardState.Missing):
                // That the rules stand and no jump leads to them is for the checks of the jumps to say.
                tally.Judge(Stands(host, container), "", container.Container.Guard, Commands.Repair);
                break;
        }
    }

    private static bool Stands(CheckedHost host, CheckedContainer container)
    {
        var guarded = host.Rules.OwnByContainer[container.Container.Id].Where(static one => one.Owner.Purpose == RulePurpose.Guard)
            .Select(static one => one.Rule.Find("-d")?.Value).ToHashSet();
        return container.Bridged.SelectMany(static end => end.Addresses).All(one => guarded.Contains(Cidr.Of(one.Address)))
            && (!Array.Exists(container.Ports, static port => port.HostIP.StartsWith("127.", StringComparison.Ordinal))
                || host.Rules.OwnByContainer[container.Container.Id].Any(static one => one.Owner.Purpose == RulePurpose.Loopback));
    }
}
