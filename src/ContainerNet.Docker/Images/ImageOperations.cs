using ContainerNet.Docker.Transport;
using ContainerNet.Services.Engine;
using Docker.DotNet;
using Docker.DotNet.Models;

namespace ContainerNet.Docker.Images;

/// <summary>The engine's images over Docker.DotNet.</summary>
internal sealed class ImageOperations(Lazy<DockerClient> client, EngineCalls calls) : Services.Engine.IImageOperations
{
    private global::Docker.DotNet.IImageOperations Api => client.Value.Images;

    /// <inheritdoc/>
    public Task<IReadOnlyList<string>> ListReferencesAsync(CancellationToken cancellationToken) => calls.ReadAsync<IReadOnlyList<string>>(
        EngineRequest.About,
        async token =>
        [
            .. (await Api.ListImagesAsync(new ImagesListParameters(), token).ConfigureAwait(false))
                .SelectMany(image => image.RepoTags ?? [])
                .Where(tag => tag != "<none>:<none>")
                .Order(StringComparer.Ordinal),
        ],
        cancellationToken);

    /// <inheritdoc/>
    public async Task PullAsync(string reference, IProgress<PullProgress> progress, CancellationToken cancellationToken)
    {
        var what = new EngineRequest(RequestKind.Pull, reference);
        var image = ImageReference.Parse(reference);
        var credentials = RegistryCredentials.Find(image.Registry, RegistryCredentials.ReadConfiguration());
        var tally = new PullTally(progress);
        await calls.ChangeAsync(
            what,
            token => Api.CreateImageAsync(
                new ImagesCreateParameters { FromImage = image.Name, Tag = image.Digest ?? image.Tag }, credentials, tally, token),
            cancellationToken).ConfigureAwait(false);
        if (tally.Error is { } error) throw calls.TranslatePull(error, what);
    }
}
