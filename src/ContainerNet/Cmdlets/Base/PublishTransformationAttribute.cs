using System.Management.Automation;

namespace ContainerNet.Cmdlets.Base;

/// <summary>
/// Makes texts of docker's publish grammar of what <c>-Publish</c> is given: texts, numbers, <see cref="PortMapping"/> and
/// <see cref="PublishedPort"/> records (live or deserialised), and dictionaries of host port to container port.
/// </summary>
internal sealed class PublishTransformationAttribute : ArgumentTransformationAttribute
{
    /// <inheritdoc/>
    public override object Transform(EngineIntrinsics engineIntrinsics, object? inputData) =>
        (string[])[.. PlainText.Items(inputData).SelectMany(Read)];

    private static IEnumerable<string> Read(object? item) =>
        PlainText.Pairs(item)?.SelectMany(pair => PlainText.Items(pair.Value).Select(port => $"{pair.Key}:{PlainText.Of(port)}"))
        ?? [ReadRecord(item) ?? PlainText.Of(item)];

    private static string? ReadRecord(object? item)
    {
        if (item is null || PlainText.Property(item, nameof(PortMapping.ContainerPort)) is null) return null;
        var host = PlainText.Number(item, nameof(PortMapping.HostPort));
        return new PortMapping
        {
            HostIP = PlainText.Of(PlainText.Property(item, nameof(PortMapping.HostIP))),
            HostPort = host,
            HostPortEnd = Math.Max(host, PlainText.Number(item, nameof(PortMapping.HostPortEnd))),
            ContainerPort = PlainText.Number(item, nameof(PortMapping.ContainerPort)),
            Protocol = PlainText.Property(item, nameof(PortMapping.Protocol)) is { } protocol ? PlainText.Of(protocol) : "tcp",
        }.ToString();
    }
}
