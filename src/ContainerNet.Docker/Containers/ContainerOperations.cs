using System.Globalization;
using System.Runtime.CompilerServices;
using ContainerNet.Docker.Transport;
using ContainerNet.Services.Engine;
using Docker.DotNet;
using Docker.DotNet.Models;

namespace ContainerNet.Docker.Containers;

/// <summary>The engine's containers over Docker.DotNet; what is read, by requests of our own.</summary>
internal sealed class ContainerOperations(Lazy<DockerClient> client, RawRequests raw, EngineCalls calls, Version apiVersion)
    : Services.Engine.IContainerOperations
{
    private global::Docker.DotNet.IContainerOperations Api => client.Value.Containers;

    /// <inheritdoc/>
    public Task<IReadOnlyList<ContainerSummary>> ListAsync(bool all, CancellationToken cancellationToken) =>
        calls.ReadAsync(EngineRequest.About, token => ContainerListing.ReadAsync(raw, all, token), cancellationToken);

    /// <inheritdoc/>
    public Task<ContainerDetails> InspectAsync(string idOrName, CancellationToken cancellationToken) => calls.ReadAsync(
        Named(idOrName),
        token => ContainerInspection.ReadAsync(raw, Key(idOrName), token),
        cancellationToken);

    /// <summary>
    /// Creates. When the token is cancelled while the request is on its way the engine may still create the container, and nobody
    /// here learns its id: who cancels looks for it by name or label afterwards.
    /// </summary>
    /// <inheritdoc/>
    public Task<CreatedContainer> CreateAsync(ContainerSpec spec, CancellationToken cancellationToken)
    {
        var parameters = CreateParameters.From(spec, apiVersion);
        return calls.ChangeAsync(
            new EngineRequest(RequestKind.Create, spec.Name ?? spec.Image),
            async token =>
            {
                var answer = await Api.CreateContainerAsync(parameters, token).ConfigureAwait(false);
                return new CreatedContainer(answer.ID, [.. answer.Warnings ?? []]);
            },
            cancellationToken);
    }

    /// <inheritdoc/>
    public Task<bool> StartAsync(string id, CancellationToken cancellationToken) => calls.ChangeAsync(
        new EngineRequest(RequestKind.Start, id.TrimStart('/')),
        token => Api.StartContainerAsync(Key(id), null, token),
        cancellationToken);

    /// <inheritdoc/>
    public Task<bool> StopAsync(string id, int? timeoutSeconds, CancellationToken cancellationToken) => calls.ChangeAsync(
        Named(id),
        token => raw.PostAsync($"containers/{Key(id)}/stop{Grace(timeoutSeconds)}", token),
        cancellationToken);

    /// <inheritdoc/>
    public Task RestartAsync(string id, int? timeoutSeconds, CancellationToken cancellationToken) => calls.ChangeAsync(
        new EngineRequest(RequestKind.Start, id.TrimStart('/')),
        token => raw.PostAsync($"containers/{Key(id)}/restart{Grace(timeoutSeconds)}", token),
        cancellationToken);

    /// <inheritdoc/>
    public Task RemoveAsync(string id, bool force, bool volumes, CancellationToken cancellationToken) => calls.ChangeAsync(
        Named(id),
        token => Api.RemoveContainerAsync(Key(id), new ContainerRemoveParameters { Force = force, RemoveVolumes = volumes }, token),
        cancellationToken);

    /// <inheritdoc/>
    public Task<int> WaitAsync(string id, CancellationToken cancellationToken) => calls.ChangeAsync(
        Named(id),
        async token => (int)(await Api.WaitContainerAsync(Key(id), token).ConfigureAwait(false)).StatusCode,
        cancellationToken);

    /// <inheritdoc/>
    public async IAsyncEnumerable<LogChunk> FollowLogsAsync(string id, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var response = await calls.ChangeAsync(
            Named(id),
            token => raw.GetAsync($"containers/{Key(id)}/logs?follow=1&stdout=1&stderr=1", token),
            cancellationToken).ConfigureAwait(false);
        var stream = await response.Content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false);
        await using var disposal = stream.ConfigureAwait(false);
        var frames = new LogFrameReader(stream);
        while (await calls.ChangeAsync(Named(id), async token => await frames.ReadAsync(token).ConfigureAwait(false), cancellationToken).ConfigureAwait(false) is { } chunk)
            yield return chunk;
    }

    /// <inheritdoc/>
    public IAsyncEnumerable<ContainerEvent> WatchAsync(DateTime since, CancellationToken cancellationToken) =>
        EventStream.ReadAsync(raw, calls, since, cancellationToken);

    /// <summary>Docker.DotNet leaves a grace of 0 seconds out, and the engine then gives the container its own, 10 as a rule.</summary>
    private static string Grace(int? seconds) => seconds is { } given ? string.Create(CultureInfo.InvariantCulture, $"?t={given}") : "";

    private static EngineRequest Named(string id) => new(RequestKind.Named, id.TrimStart('/'));

    /// <summary>A name with its leading slash is answered by a redirect, and an unescaped one could name another path.</summary>
    private static string Key(string id) => Uri.EscapeDataString(id.TrimStart('/'));
}
