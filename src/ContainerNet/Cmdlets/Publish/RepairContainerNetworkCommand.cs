using System.Management.Automation;
using ContainerNet.Cmdlets.Base;
using ContainerNet.Resources;
using ContainerNet.Services;
using ContainerNet.Services.Containers;
using ContainerNet.Services.Repairing;

namespace ContainerNet.Cmdlets.Publish;

/// <summary>Compares the rules of this module with the containers, and puts right what is not as it should be.</summary>
[Cmdlet(VerbsDiagnostic.Repair, "ContainerNetwork", SupportsShouldProcess = true)]
[OutputType(typeof(Repair))]
public sealed class RepairContainerNetworkCommand : EngineCmdlet
{
    private bool _yesToAll;
    private bool _noToAll;

    /// <summary>Restart joined containers whose donor was restarted since.</summary>
    [Parameter]
    public SwitchParameter RestartJoined { get; set; }

    private protected override async Task EndAsync()
    {
        var services = new ContainerServices(Client);
        await services.Repair.RequireEngineAsync(StopToken);
        var preview = await services.Repair.PreviewAsync(StopToken);
        if (preview.Repairs.Count > 0) await RepairAsync(services.Repair, preview);
        // A joined container that is left behind has no ports, and is told of below.
        foreach (var problem in preview.Problems.Where(static one => one.Id != ErrorId.DonorRestarted))
            WriteWarning(Text.Format("Warning_NotRepaired", problem.Message, problem.RecommendedAction));
        await RepairJoinedAsync(new JoinedRepair(Client, services.Lifecycle));
    }

    private async Task RepairAsync(NetworkRepair repair, RepairOutcome preview)
    {
        var agreed = preview.Repairs.ToLookup(one => ShouldProcess(one.ContainerName.Length > 0 ? one.ContainerName : "iptables", Text.Format("Should_Repair", one)), static one => one.ContainerId);
        if (!agreed[true].Any()) return;
        var declined = agreed[false].Except(agreed[true]).ToHashSet(StringComparer.Ordinal);
        var outcome = await repair.RepairAsync(id => !declined.Contains(id), StopToken);
        WriteObject(outcome.Repairs, enumerateCollection: true);
        if (outcome.Failure is { } failure) WriteError(failure);
    }

    private async Task RepairJoinedAsync(JoinedRepair joined)
    {
        foreach (var container in await joined.FindAsync(StopToken))
        {
            if (!RestartJoined)
                WriteWarning(Text.Format("Warning_LeftBehind", container.Name, container.Donor));
            else if (MayRestart(container))
                await TryAsync(async () => WriteObject(await joined.RestartAsync(container, StopToken)));
        }
    }

    // Of high impact, as the rest of what this cmdlet does is not: who restarts a container ends what it was doing.
    private bool MayRestart(Container container)
    {
        var action = Text.Format("Should_RestartJoined", container.Donor);
        if (!ShouldProcess(container.Name, action)) return false;
        // With another preference ShouldProcess has asked, or nobody is to be asked.
        return MyInvocation.BoundParameters.ContainsKey("Confirm") || GetVariableValue("ConfirmPreference") is not ConfirmImpact.High
            || ShouldContinue($"{container.Name}: {action}", null, ref _yesToAll, ref _noToAll);
    }
}
