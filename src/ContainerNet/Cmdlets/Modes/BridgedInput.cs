using System.Net;
using System.Net.Sockets;
using ContainerNet.Resources;
using ContainerNet.Services;
using ContainerNet.Services.Firewall;
using ContainerNet.Services.Input;
using ContainerNet.Services.Modes;
using ContainerNet.Services.Publishing;

namespace ContainerNet.Cmdlets.Modes;

/// <summary>Checks what only a bridged container can be given, and puts it into the service's terms.</summary>
internal static class BridgedInput
{
    /// <exception cref="ContainerNetException">AddressInvalid, PublishInvalid.</exception>
    public static BridgedOptions Read(NewBridgedContainerCommand command)
    {
        var addresses = command.IPAddress.Select(IpText.ParseAddress).ToLookup(address => address.AddressFamily);
        return new BridgedOptions
        {
            Networks = command.Network,
            Publish = PublishParser.ParseAll(command.Publish),
            AllowFrom = AllowFrom(command),
            PublishAll = command.PublishAll,
            Expose = ExposeParser.ParseAll(command.Expose),
            IPv4Address = One(addresses[AddressFamily.InterNetwork]),
            IPv6Address = One(addresses[AddressFamily.InterNetworkV6]),
            MacAddress = command.MacAddress is { } mac ? MacAddressText.Parse(mac) : null,
            Aliases = command.NetworkAlias,
            Dns = [.. command.Dns.Select(IpText.Parse)],
            DnsSearch = command.DnsSearch,
            ExtraHosts = [.. command.AddHost.Select(ExtraHost.Parse)],
        };
    }

    private static string[] AllowFrom(NewBridgedContainerCommand command)
    {
        if (command.AllowFrom.Length == 0) return [];
        if (command.Publish.Length == 0) throw ContainerNetException.Create(ErrorId.ParameterConflict, "-AllowFrom", Text.Get("Conflict_WithoutPublish"));
        if (command.PublishAll) throw ContainerNetException.Create(ErrorId.ParameterConflict, "-AllowFrom", Text.Format("Conflict_Parameters", "-AllowFrom", "-PublishAll"));

        // Who may get to a port has to be said before the container starts, and only then the engine chooses one.
        if (PublishParser.ParseAll(command.Publish).FirstOrDefault(static port => port.HostPort == 0 || port.HostPortEnd > port.HostPort) is { } open)
            throw ContainerNetException.Create(ErrorId.PublishInvalid, open.ToString(), open, Text.Get("Reason_AllowFromHostPort"));
        return [.. command.AllowFrom.Select(Cidr.Parse).Distinct()];
    }

    private static string? One(IEnumerable<IPAddress> family)
    {
        IPAddress[] all = [.. family];
        if (all.Length > 1) throw ContainerNetException.Create(ErrorId.ParameterConflict, all[1].ToString(), Text.Format("Conflict_Parameters", all[0], all[1]));
        return all.Length == 0 ? null : all[0].ToString();
    }
}
