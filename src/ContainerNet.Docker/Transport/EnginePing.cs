namespace ContainerNet.Docker.Transport;

/// <summary>
/// Asks <c>GET /_ping</c> without a version, which every engine answers in half a millisecond where <c>/version</c> takes twelve.
/// Docker.DotNet's ping does not show the headers, and they are what we ask for.
/// </summary>
internal static class EnginePing
{
    public const string Path = "/_ping";

    /// <summary>What the headers of the answer say.</summary>
    public static PingAnswer Read(HttpResponseMessage response)
    {
        var podman = response.Headers.Contains("Libpod-Api-Version");
        return new PingAnswer(podman ? "Podman" : "Docker", Header(response, "Api-Version"));
    }

    private static string Header(HttpResponseMessage response, string name) =>
        response.Headers.TryGetValues(name, out var values) ? values.FirstOrDefault() ?? "" : "";
}

/// <summary>What a ping says of an engine.</summary>
/// <param name="Product">Docker or Podman.</param>
/// <param name="ApiVersion">The newest API version it speaks, as it says it; empty when it does not.</param>
internal sealed record PingAnswer(string Product, string ApiVersion);
