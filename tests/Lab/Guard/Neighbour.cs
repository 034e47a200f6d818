using System.Text.Json;
using ContainerNet.LabKit;

namespace ContainerNet.Lab.Guard;

/// <summary>A host on the same cable that crafts its own frames.</summary>
internal static class Neighbour
{
    /// <summary>Sends a SYN for <paramref name="address"/> to the lab's own MAC: <c>SYN-ACK</c>, <c>RST</c> or <c>nothing</c>.</summary>
    public static string SendSyn(LabFixture lab, string address, int port)
    {
        using var links = JsonDocument.Parse(lab.Inside.Ip("-json", "link", "show", "dev", Addresses.LabLink));
        var mac = links.RootElement[0].GetProperty("address").GetString()!;
        return lab.Outside.Run(Path.Combine(AppContext.BaseDirectory, "labkit"), "syn", Addresses.OutsideLink, mac, Addresses.Outside4, address, $"{port}");
    }
}
