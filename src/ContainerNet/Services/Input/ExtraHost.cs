using ContainerNet.Resources;

namespace ContainerNet.Services.Input;

/// <summary>Reads docker's <c>--add-host</c>: <c>host:address</c> or <c>host=address</c>, where the address may be <c>host-gateway</c> or stand in brackets.</summary>
internal static class ExtraHost
{
    private const string HostGateway = "host-gateway";

    /// <summary>The pair as the engine takes it, host:address.</summary>
    /// <exception cref="ContainerNetException">AddressInvalid; target is the text.</exception>
    public static string Parse(string text)
    {
        var split = text.IndexOf('=', StringComparison.Ordinal);
        if (split < 0) split = text.IndexOf(':', StringComparison.Ordinal);
        if (split <= 0 || text[..split].Any(c => c == ':' || char.IsWhiteSpace(c))) throw Invalid(text, "Reason_AddressNoHost");

        var address = text[(split + 1)..];
        if (address is ['[', .. var inner, ']']) address = inner;
        if (address != HostGateway && !IpText.TryParse(address, out _)) throw Invalid(text, "Reason_AddressNoIP");
        return $"{text[..split]}:{address}";
    }

    private static ContainerNetException Invalid(string text, string reason) =>
        ContainerNetException.Create(ErrorId.AddressInvalid, text, text, Text.Get(reason));
}
