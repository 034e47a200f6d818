namespace ContainerNet.Services.Checking.Ports;

/// <summary>The container's port of the bridge sends back what came in by it, so that the container reaches a port that this module published.</summary>
internal sealed class PortHairpinCheck() : ContainerCheck("PortHairpin", ContainerMode.Bridged)
{
    public override void Judge(CheckedHost host, CheckedContainer container, Tally tally)
    {
        foreach (var one in PortCase.Of(host, container).Where(static one => one.IsOurs))
        {
            // That it is a port of another bridge is for another check to say.
            if (one.End.Link is not { HostInterface.Length: > 0 } link || link.Bridge != one.End.Bridge || host.Traced.Setting($"bridge.{link.HostInterface}.hairpin_mode") is not { } mode) tally.Unknown(one.End.Name, container.Name);
            else tally.Judge(mode == 1, $"{link.HostInterface} hairpin on", $"{link.HostInterface} hairpin {(mode == 1 ? "on" : "off")}", Commands.Repair);
        }
    }
}
