namespace ContainerNet.Services.Checking.Bridged;

/// <summary>The bridge has the address that is the container's gateway.</summary>
internal sealed class BridgeAddressCheck() : ContainerCheck("BridgeAddress", ContainerMode.Bridged)
{
    public override void Judge(CheckedHost host, CheckedContainer container, Tally tally)
    {
        foreach (var end in container.Outbound)
        {
            var wanted = $"{end.Bridge} {end.Endpoint.Gateway}/{end.Endpoint.PrefixLength}";
            if (host.Home.Interfaces.Length == 0)
            {
                tally.Unknown(wanted, end.Bridge);
                continue;
            }

            var bridge = host.Traced.Interface(end.Bridge);
            var isThere = bridge is not null && Array.Exists(bridge.Addresses, one => one.Address == end.Endpoint.Gateway);
            tally.Judge(isThere, wanted, bridge is null ? $"{end.Bridge}: -" : isThere ? wanted : $"{end.Bridge}: {string.Join(' ', (object[])bridge.Addresses)}",
                bridge is null ? Commands.RestartEngine : $"ip addr add {end.Endpoint.Gateway}/{end.Endpoint.PrefixLength} dev {end.Bridge}");
        }
    }
}
