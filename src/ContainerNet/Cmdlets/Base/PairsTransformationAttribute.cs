using System.Management.Automation;

namespace ContainerNet.Cmdlets.Base;

/// <summary>Makes key-separator-value texts of dictionaries, their entries and texts, alone or in lists.</summary>
internal abstract class PairsTransformationAttribute(char separator) : ArgumentTransformationAttribute
{
    /// <inheritdoc/>
    public sealed override object Transform(EngineIntrinsics engineIntrinsics, object? inputData) =>
        (string[])[.. PlainText.Items(inputData).SelectMany(Read)];

    /// <summary>What a text alone means.</summary>
    private protected virtual string ReadText(string text) => text;

    private IEnumerable<string> Read(object? item) =>
        PlainText.Pairs(item)?.Select(pair => Join(pair.Key, pair.Value)) ?? [ReadText(PlainText.Of(item))];

    private string Join(string key, object? value) => PlainText.Unwrap(value) is null ? key : $"{key}{separator}{PlainText.Of(value)}";
}
