using System.Management.Automation;
using ContainerNet.Services.Connection;

namespace ContainerNet.Cmdlets.Base;

/// <summary>Takes an engine as our own object, live or from another session, or as a uri.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class EngineTransformationAttribute : ArgumentTransformationAttribute
{
    private const string Deserialized = "Deserialized.ContainerNet.ContainerEngine";

    /// <inheritdoc/>
    public override object? Transform(EngineIntrinsics engineIntrinsics, object? inputData)
    {
        var value = inputData is PSObject wrapped && wrapped.BaseObject is not PSCustomObject ? wrapped.BaseObject : inputData;
        return value switch
        {
            ContainerEngine engine => engine,
            string or Uri => OfUri(value.ToString()!),
            _ when inputData is PSObject record && record.TypeNames.Contains(Deserialized) => new ContainerEngine
            {
                Uri = Read(record, nameof(ContainerEngine.Uri)),
                Source = Read(record, nameof(ContainerEngine.Source)),
                Context = Read(record, nameof(ContainerEngine.Context)) is { Length: > 0 } context ? context : null,
            },
            _ => inputData,
        };
    }

    private static ContainerEngine OfUri(string text)
    {
        try
        {
            return new ContainerEngine { Uri = EngineUri.Parse(text).OriginalString, Source = "Parameter" };
        }
        catch (Services.ContainerNetException exception)
        {
            throw new ArgumentTransformationMetadataException(exception.Message, exception);
        }
    }

    private static string Read(PSObject record, string name) => record.Properties[name]?.Value?.ToString() ?? "";
}
