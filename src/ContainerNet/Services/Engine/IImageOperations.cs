namespace ContainerNet.Services.Engine;

/// <summary>The engine's images.</summary>
internal interface IImageOperations
{
    /// <summary>The references (<c>name:tag</c>) of the images that are there.</summary>
    Task<IReadOnlyList<string>> ListReferencesAsync(CancellationToken cancellationToken);

    /// <summary>Pulls an image; credentials come from the docker configuration's <c>auths</c> where they stand there in plain form.</summary>
    /// <exception cref="ContainerNetException">ImageNotFound, ImagePullFailed.</exception>
    Task PullAsync(string reference, IProgress<PullProgress> progress, CancellationToken cancellationToken);
}

/// <summary>How far a pull is.</summary>
/// <param name="Status">The engine's own word for the latest step.</param>
/// <param name="LayersDone">Layers that are complete.</param>
/// <param name="Layers">Layers known so far.</param>
/// <param name="BytesDone">Bytes downloaded, of the layers whose size is known.</param>
/// <param name="Bytes">Bytes to download, of the layers whose size is known.</param>
internal sealed record PullProgress(string Status, int LayersDone, int Layers, long BytesDone, long Bytes);
