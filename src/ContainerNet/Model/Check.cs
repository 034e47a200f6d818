namespace ContainerNet;

/// <summary>Whether one promise of a container's network, or of its host, holds.</summary>
public sealed record Check : Model.CheckRecord
{
    /// <inheritdoc/>
    public override string ToString() => Container.Length > 0 ? $"{Container} {Check}: {Result}" : $"{Check}: {Result}";
}
