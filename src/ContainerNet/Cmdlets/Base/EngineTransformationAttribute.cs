using System.Management.Automation;

namespace ContainerNet.Cmdlets.Base;

/// <summary>Takes an engine as our own object, live or from another session, or as a uri, which is looked at when the cmdlet begins.</summary>
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
            string or Uri => new ContainerEngine { Uri = value.ToString()!, Source = "Parameter" },
            _ when inputData is PSObject record && record.TypeNames.Contains(Deserialized) => new ContainerEngine
            {
                Uri = Read(record, nameof(ContainerEngine.Uri)),
                Source = Read(record, nameof(ContainerEngine.Source)),
                Context = Read(record, nameof(ContainerEngine.Context)) is { Length: > 0 } context ? context : null,
            },
            _ => inputData,
        };
    }

    private static string Read(PSObject record, string name) => record.Properties[name]?.Value?.ToString() ?? "";
}
