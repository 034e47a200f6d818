using ContainerNet.Services.Engine;
using Docker.DotNet.Models;

namespace ContainerNet.Docker.Images;

/// <summary>Adds up the messages of a pull, which come one by one and on one thread.</summary>
internal sealed class PullTally(IProgress<PullProgress> progress) : IProgress<JSONMessage>
{
    private readonly Dictionary<string, Layer> _layers = [];

    /// <summary>The engine's error within the stream; null where there was none.</summary>
    public string? Error { get; private set; }

    /// <inheritdoc/>
    public void Report(JSONMessage value)
    {
        if (value.Error?.Message is { Length: > 0 } || value.ErrorMessage is { Length: > 0 })
        {
            Error = value.Error?.Message is { Length: > 0 } detail ? detail : value.ErrorMessage;
            return;
        }

        var status = value.Status ?? "";
        if (IsOfALayer(value.ID, status)) _layers[value.ID] = Next(_layers.GetValueOrDefault(value.ID), status, value.Progress);
        progress.Report(new PullProgress(
            status,
            _layers.Values.Count(layer => layer.Done),
            _layers.Count,
            _layers.Values.Sum(layer => layer.Downloaded),
            _layers.Values.Sum(layer => layer.Size)));
    }

    private static Layer Next(Layer layer, string status, JSONProgress? detail) => status switch
    {
        "Downloading" when detail is { Total: > 0 } => layer with { Downloaded = Math.Min(detail.Current, detail.Total), Size = detail.Total },
        "Download complete" or "Verifying Checksum" or "Extracting" => layer with { Downloaded = layer.Size },
        "Pull complete" or "Already exists" => layer with { Downloaded = layer.Size, Done = true },
        _ => layer,
    };

    /// <summary>The first message, "Pulling from library/busybox", has the tag for an id.</summary>
    private static bool IsOfALayer(string? id, string status) => !string.IsNullOrEmpty(id) && !status.StartsWith("Pulling from", StringComparison.Ordinal);

    private readonly record struct Layer(long Downloaded, long Size, bool Done);
}
