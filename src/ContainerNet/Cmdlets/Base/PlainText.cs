using System.Collections;
using System.Globalization;
using System.Management.Automation;

namespace ContainerNet.Cmdlets.Base;

/// <summary>
/// Makes plain text of what PowerShell binds. The transformations that use it only change the form, and never fail: what the text means is
/// judged later, so that an error has the module's own id instead of ParameterArgumentTransformationError.
/// </summary>
internal static class PlainText
{
    /// <summary>The object itself, without PowerShell's wrapping; a custom object stays as it is.</summary>
    public static object? Unwrap(object? value) => value is PSObject { BaseObject: not PSCustomObject } wrapped ? wrapped.BaseObject : value;

    /// <summary>The text of one value. Asked of the wrapping, which keeps how a number was typed (<c>0755</c>).</summary>
    public static string Of(object? value) => LanguagePrimitives.ConvertTo<string>(value) ?? "";

    /// <summary>The items of a list, or the one value; text and dictionaries are values.</summary>
    public static IEnumerable<object?> Items(object? value) => Unwrap(value) switch
    {
        null => [],
        string or IDictionary => [value],
        IEnumerable list => list.Cast<object?>(),
        _ => [value],
    };

    /// <summary>The pairs of a dictionary, ordered where it is; null where the value is none.</summary>
    public static IEnumerable<(string Key, object? Value)>? Pairs(object? value) => Unwrap(value) switch
    {
        IDictionary table => ReadPairs(table),
        DictionaryEntry entry => [(Of(entry.Key), entry.Value)],
        _ => null,
    };

    /// <summary>A property of a record, live or deserialised; null where it has none of that name.</summary>
    public static object? Property(object record, string name) => Unwrap(PSObject.AsPSObject(record).Properties[name]?.Value);

    /// <summary>A property that holds a number; 0 where it has none of that name.</summary>
    public static int Number(object record, string name) =>
        Property(record, name) is IConvertible number and not string ? number.ToInt32(CultureInfo.InvariantCulture) : 0;

    private static IEnumerable<(string Key, object? Value)> ReadPairs(IDictionary table)
    {
        foreach (DictionaryEntry entry in table) yield return (Of(entry.Key), entry.Value);
    }
}
