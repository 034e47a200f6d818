using System.Collections;
using System.Management.Automation;

namespace ContainerNet.Cmdlets.Base;

/// <summary>Makes plain dictionaries, lists and values of what <c>-HostConfig</c> is given: without PowerShell's wrapping, keys in any case.</summary>
internal sealed class HostConfigTransformationAttribute : ArgumentTransformationAttribute
{
    /// <inheritdoc/>
    public override object? Transform(EngineIntrinsics engineIntrinsics, object? inputData) => Plain(inputData);

    private static object? Plain(object? value) => PlainText.Unwrap(value) switch
    {
        IDictionary table => Table(PlainText.Pairs(table)!),
        PSObject custom => Table(custom.Properties.Select(property => (property.Name, (object?)property.Value))),
        string text => text,
        IEnumerable list => list.Cast<object?>().Select(Plain).ToArray(),
        SwitchParameter flag => flag.IsPresent,
        var other => other,
    };

    private static Dictionary<string, object?> Table(IEnumerable<(string Key, object? Value)> pairs)
    {
        var table = new Dictionary<string, object?>(StringComparer.OrdinalIgnoreCase);
        foreach (var (key, value) in pairs) table[key] = Plain(value);
        return table;
    }
}
