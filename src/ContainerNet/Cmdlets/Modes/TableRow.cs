using System.Management.Automation;
using System.Reflection;
using ContainerNet.Services;

namespace ContainerNet.Cmdlets.Modes;

/// <summary>
/// The row of a table (Import-Csv) that is piped into a cmdlet. All its cells are text: an empty one asks for nothing, and a switch is what
/// its cell says, where PowerShell takes every text that is not empty for true, <c>False</c> too.
/// </summary>
internal static class TableRow
{
    /// <summary>Puts right what was bound by property name.</summary>
    /// <param name="cmdlet">The cmdlet, bound.</param>
    /// <param name="given">The parameters of the command line: they stand, whatever the row says.</param>
    /// <param name="row">The piped object; null where there is none.</param>
    /// <exception cref="ContainerNetException">ArgumentInvalid: a switch is neither true nor false.</exception>
    public static void Read(NewContainerCmdlet cmdlet, IReadOnlySet<string> given, PSObject? row)
    {
        if (row is null) return;
        object? unbound = null;
        foreach (var parameter in cmdlet.GetType().GetProperties().Where(property => BindsByName(property) && !given.Contains(property.Name)))
        {
            if (CellOf(row, parameter) is not { } cell) continue;
            if (string.IsNullOrWhiteSpace(cell)) parameter.SetValue(cmdlet, parameter.GetValue(unbound ??= Activator.CreateInstance(cmdlet.GetType())));
            else if (parameter.PropertyType == typeof(SwitchParameter)) parameter.SetValue(cmdlet, new SwitchParameter(IsTrue(parameter.Name, cell)));
        }
    }

    private static bool BindsByName(PropertyInfo property) =>
        property.GetCustomAttribute<ParameterAttribute>(inherit: true)?.ValueFromPipelineByPropertyName == true;

    private static string? CellOf(PSObject row, PropertyInfo parameter) =>
        NamesOf(parameter).Select(name => row.Properties[name]?.Value).FirstOrDefault(value => value is not null) is { } value
            ? PSObject.AsPSObject(value).BaseObject as string
            : null;

    private static IEnumerable<string> NamesOf(PropertyInfo parameter) =>
        [parameter.Name, .. parameter.GetCustomAttribute<AliasAttribute>(inherit: true)?.AliasNames ?? []];

    private static bool IsTrue(string name, string cell) => cell.Trim().ToUpperInvariant() switch
    {
        "TRUE" or "1" or "YES" => true,
        "FALSE" or "0" or "NO" => false,
        _ => throw ContainerNetException.Create(ErrorId.ArgumentInvalid, cell, cell, $"-{name}", "True, False"),
    };
}
