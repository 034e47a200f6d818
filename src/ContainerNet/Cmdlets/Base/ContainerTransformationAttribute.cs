using System.Collections;
using System.Management.Automation;

namespace ContainerNet.Cmdlets.Base;

/// <summary>
/// Reads the arguments of a <c>-Container</c> parameter. PowerShell offers it the whole object of the pipeline before it tries any
/// property: so it looks for ContainerId and ContainerName itself, and never falls back to an object's text (a file's is its path).
/// A variable that is empty is no container either: <c>Get-Container $nothing</c> must not mean all of them.
/// </summary>
internal sealed class ContainerTransformationAttribute : ArgumentTransformationAttribute
{
    /// <inheritdoc/>
    public override object? Transform(EngineIntrinsics engineIntrinsics, object? inputData) =>
        (inputData is PSObject wrapped ? wrapped.BaseObject : inputData) switch
        {
            IList list => Read(list),
            _ => ContainerReference.From(inputData),
        };

    private static ContainerReference[] Read(IList list) => [.. list.Cast<object?>().Select(ContainerReference.From)];
}
