namespace ContainerNet.Services.Publishing;

/// <summary>Reads the publish grammar of docker's <c>-p</c> (go-connections nat.ParsePortSpec).</summary>
internal static class PublishParser
{
    /// <summary>Reads one specification; a range of equal length gives several mappings.</summary>
    /// <exception cref="ContainerNetException">PublishInvalid; target is the text.</exception>
    public static PortMapping[] Parse(string text) => throw new NotSupportedException(text);
}
