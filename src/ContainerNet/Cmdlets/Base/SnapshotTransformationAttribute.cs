using System.Management.Automation;

namespace ContainerNet.Cmdlets.Base;

/// <summary>Takes a snapshot as our own object, live or from a remote session, as the path of a file, or as the text of one. Never fails: see <see cref="SnapshotReference"/>.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class SnapshotTransformationAttribute : ArgumentTransformationAttribute
{
    /// <inheritdoc/>
    public override object? Transform(EngineIntrinsics engineIntrinsics, object? inputData) =>
        PlainText.Unwrap(inputData) as SnapshotReference ?? new SnapshotReference(inputData);
}
