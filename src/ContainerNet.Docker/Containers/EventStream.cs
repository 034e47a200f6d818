using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text.Json;
using ContainerNet.Docker.Transport;
using ContainerNet.Services.Engine;

namespace ContainerNet.Docker.Containers;

/// <summary>Reads <c>GET /events</c>: one JSON object a line, for as long as the engine lives.</summary>
internal static class EventStream
{
    private static readonly string s_filters = Uri.EscapeDataString("""{"type":["container","network"],"event":["start","die","destroy","rename","connect","disconnect"]}""");

    public static async IAsyncEnumerable<ContainerEvent> ReadAsync(
        RawRequests raw, EngineCalls calls, DateTime since, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        // What happened between that moment and the engine's taking up of this request is told first.
        var seconds = (since.ToUniversalTime() - DateTime.UnixEpoch).TotalSeconds.ToString("F6", CultureInfo.InvariantCulture);
        using var response = await calls.ChangeAsync(
            EngineRequest.About, token => raw.GetAsync($"events?since={seconds}&filters={s_filters}", token), cancellationToken).ConfigureAwait(false);
        using var reader = new StreamReader(await response.Content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false));
        while (true)
        {
            var told = await calls.ChangeAsync(EngineRequest.About, token => ReadOneAsync(reader, token), cancellationToken).ConfigureAwait(false);
            if (told.Action.Length > 0) yield return told;
        }
    }

    /// <exception cref="IOException">The engine has ended.</exception>
    private static async Task<ContainerEvent> ReadOneAsync(StreamReader reader, CancellationToken cancellationToken)
    {
        var line = await reader.ReadLineAsync(cancellationToken).ConfigureAwait(false) ?? throw new IOException("The engine has ended its events.");
        using var document = JsonDocument.Parse(line);
        return ToEvent(document.RootElement);
    }

    /// <summary>API 1.52 has taken the old names beside Action and Actor away; they are not read.</summary>
    public static ContainerEvent ToEvent(JsonElement told)
    {
        var actor = told.Member("Actor");
        var attributes = actor.Member("Attributes");
        return told.Text("Type") == "network"
            ? new ContainerEvent(attributes.Text("container"), "", told.Text("Action"))
            : new ContainerEvent(actor.Text("ID"), attributes.Text("name"), told.Text("Action"));
    }
}
