using System.Management.Automation;
using ContainerNet.Cmdlets.Base;
using ContainerNet.Resources;
using ContainerNet.Services.Containers;
using ContainerNet.Services.Repairing;

namespace ContainerNet.Cmdlets.Publish;

/// <summary>Keeps the firewall right for containers until it is stopped: repairs on each change, and tells of it.</summary>
[Cmdlet(VerbsCommon.Watch, "ContainerNetwork", SupportsShouldProcess = true)]
[OutputType(typeof(Repair))]
public sealed class WatchContainerNetworkCommand : EngineCmdlet
{
    private protected override async Task EndAsync()
    {
        var repair = new ContainerServices(Client).Repair;
        await repair.RequireEngineAsync(StopToken);
        var uri = Client.Connection.Endpoint.Uri.OriginalString;
        if (!ShouldProcess(uri, Text.Get("Should_WatchNetwork"))) return;
        WriteInformation(Text.Format("Information_WatchBegins", uri), null);
        await foreach (var report in new NetworkWatcher(Client, repair).WatchAsync(StopToken)) Write(report, uri);
    }

    private void Write(WatchReport report, string uri)
    {
        switch (report)
        {
            case { Kind: WatchReportKind.Repaired, Repair: { } repair }:
                WriteInformation(repair.ToString(), null);
                WriteObject(repair);
                break;
            case { Kind: WatchReportKind.EngineBack }:
                WriteInformation(Text.Format("Information_EngineBack", uri), null);
                break;
            case { Kind: WatchReportKind.EngineLost, Exception: { } lost }:
                WriteWarning(Text.Format("Warning_EngineLost", uri, lost.Message));
                break;
            case { Kind: WatchReportKind.Problem, Exception: { } problem }:
                WriteWarning(Text.Format("Warning_NotRepaired", problem.Message, problem.RecommendedAction));
                break;
            case { Exception: { } failure }:
                WriteError(failure);
                break;
        }
    }
}
