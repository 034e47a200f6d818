using ContainerNet.Services;
using ContainerNet.Services.Engine;

namespace ContainerNet.Unit.Fakes;

/// <summary>Images in memory.</summary>
internal sealed class FakeImages(FakeEngine engine) : IImageOperations
{
    /// <summary>The images that are there.</summary>
    public List<string> References { get; } = ["busybox:latest"];

    /// <summary>The images a pull finds.</summary>
    public List<string> Registry { get; } = [];

    public Task<IReadOnlyList<string>> ListReferencesAsync(CancellationToken cancellationToken)
    {
        engine.Calls.Enqueue("list images");
        return Task.FromResult<IReadOnlyList<string>>([.. References]);
    }

    public Task PullAsync(string reference, IProgress<PullProgress> progress, CancellationToken cancellationToken)
    {
        engine.Calls.Enqueue($"pull {reference}");
        if (!Registry.Contains(reference)) throw ContainerNetException.Create(ErrorId.ImageNotFound, reference, reference, "");
        progress.Report(new PullProgress("Download complete", 1, 1, 10, 10));
        References.Add(reference);
        return Task.CompletedTask;
    }
}
