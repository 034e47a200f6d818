using System.Net;
using System.Text.Json;
using Docker.DotNet;

namespace ContainerNet.Docker.Transport;

/// <summary>
/// Our own requests: for what Docker.DotNet 3.125.15 does not model or reads wrongly, and for all that a session's first call may ask.
/// Few methods that wait, since each is compiled anew in every session, a dozen times over with what the compiler makes of it.
/// </summary>
internal sealed class RawRequests(EngineTransport transport, Version apiVersion)
{
    /// <summary>Reads a document.</summary>
    /// <param name="path">Without leading slash and version.</param>
    /// <param name="make">Makes of it what is wanted; the document is gone afterwards.</param>
    /// <param name="cancellationToken">Ends it at once.</param>
    /// <param name="version">The API version, where it is not the one that is spoken.</param>
    /// <exception cref="DockerApiException">The engine refused.</exception>
    public async Task<T> ReadAsync<T>(string path, Func<JsonElement, T> make, CancellationToken cancellationToken, Version? version = null)
        where T : class
    {
        using var response = await transport.GetAsync(Versioned(path, version), cancellationToken).ConfigureAwait(false);
        if (!response.IsSuccessStatusCode) throw await RefusalAsync(response, cancellationToken).ConfigureAwait(false);
        var stream = await response.Content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false);
        using var document = await JsonDocument.ParseAsync(stream, default, cancellationToken).ConfigureAwait(false);
        return make(document.RootElement);
    }

    /// <summary>Sends a request and returns as soon as the headers are there. The caller disposes the response.</summary>
    /// <exception cref="DockerApiException">The engine refused.</exception>
    public async Task<HttpResponseMessage> GetAsync(string path, CancellationToken cancellationToken)
    {
        var response = await transport.GetAsync(Versioned(path, null), cancellationToken).ConfigureAwait(false);
        if (response.IsSuccessStatusCode) return response;
        using (response) throw await RefusalAsync(response, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Sends a POST without a body.</summary>
    /// <returns>False where the engine answers that nothing was to be changed (304).</returns>
    /// <exception cref="DockerApiException">The engine refused.</exception>
    public async Task<bool> PostAsync(string path, CancellationToken cancellationToken)
    {
        using var response = await transport.SendAsync(HttpMethod.Post, Versioned(path, null), cancellationToken).ConfigureAwait(false);
        if (response.StatusCode == HttpStatusCode.NotModified) return false;
        if (!response.IsSuccessStatusCode) throw await RefusalAsync(response, cancellationToken).ConfigureAwait(false);
        return true;
    }

    /// <summary>The exception for an answer that is a refusal.</summary>
    public static async Task<DockerApiException> RefusalAsync(HttpResponseMessage response, CancellationToken cancellationToken) =>
        new(response.StatusCode, await response.Content.ReadAsStringAsync(cancellationToken).ConfigureAwait(false));

    private string Versioned(string path, Version? version) => $"/v{version ?? apiVersion}/{path}";
}
