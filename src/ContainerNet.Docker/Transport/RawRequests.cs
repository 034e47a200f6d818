using System.Text.Json;
using Docker.DotNet;

namespace ContainerNet.Docker.Transport;

/// <summary>Our own GET requests, for what Docker.DotNet 3.125.15 does not model or reads wrongly.</summary>
internal sealed class RawRequests(HttpClient client, Version apiVersion)
{
    /// <summary>Reads a document; <paramref name="path"/> without leading slash and version.</summary>
    public async Task<JsonDocument> GetJsonAsync(string path, Version? version, CancellationToken cancellationToken)
    {
        using var response = await GetAsync(path, version, cancellationToken).ConfigureAwait(false);
        var stream = await response.Content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false);
        await using (stream.ConfigureAwait(false))
            return await JsonDocument.ParseAsync(stream, default, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Sends a request and returns as soon as the headers are there. The caller disposes the response.</summary>
    /// <exception cref="DockerApiException">The engine refused.</exception>
    public async Task<HttpResponseMessage> GetAsync(string path, Version? version, CancellationToken cancellationToken)
    {
        var uri = new Uri($"/v{version ?? apiVersion}/{path}", UriKind.Relative);
        var response = await client.GetAsync(uri, HttpCompletionOption.ResponseHeadersRead, cancellationToken).ConfigureAwait(false);
        try
        {
            await RequireSuccessAsync(response, cancellationToken).ConfigureAwait(false);
            return response;
        }
        catch
        {
            response.Dispose();
            throw;
        }
    }

    /// <exception cref="DockerApiException">The engine refused.</exception>
    public static async Task RequireSuccessAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        if (!response.IsSuccessStatusCode)
            throw new DockerApiException(response.StatusCode, await response.Content.ReadAsStringAsync(cancellationToken).ConfigureAwait(false));
    }
}
