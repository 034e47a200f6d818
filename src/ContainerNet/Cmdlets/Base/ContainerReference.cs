using System.Management.Automation;
using ContainerNet.Services;

namespace ContainerNet.Cmdlets.Base;

/// <summary>
/// What a <c>-Container</c> argument means: a text (name, id, an id's unique start, wildcard), one of our containers, or an object that
/// names one by its property ContainerId or ContainerName. Made by <see cref="ContainerTransformationAttribute"/>.
/// </summary>
public sealed class ContainerReference
{
    private const string DeserializedContainer = "Deserialized.ContainerNet.Container";

    private ContainerReference(object source, string text) => (Source, Text) = (source, text);

    /// <summary>What the user gave.</summary>
    internal object Source { get; }

    /// <summary>The name, id or wildcard.</summary>
    internal string Text { get; }

    /// <summary>The full id, where the object given holds one.</summary>
    internal string? Id { get; private init; }

    /// <summary>Whether a text may be a wildcard: one that was typed may, one that stood in an object's property may not.</summary>
    internal bool AllowsWildcard { get; private init; }

    /// <summary>Whether it was a number: on the command line one means an id's start (<c>Get-Container 1234</c>), by pipeline it is a foreign object.</summary>
    internal bool IsNumber { get; private init; }

    /// <summary>Whether it names no container at all.</summary>
    internal bool IsForeign { get; private init; }

    /// <inheritdoc/>
    public override string ToString() => Text;

    /// <summary>Reads an argument; what names no container gives a reference that says so, and never one made of the object's text.</summary>
    internal static ContainerReference From(object? argument)
    {
        if (argument is null) return new("null", "") { IsForeign = true };
        var wrapped = PSObject.AsPSObject(argument);
        return wrapped.BaseObject switch
        {
            ContainerReference reference => reference,
            string text => OfText(wrapped.BaseObject, text),
            Container container => new(container, container.Name) { Id = container.Id },
            int or long or double or decimal or System.Numerics.BigInteger => new(wrapped.BaseObject, wrapped.ToString()) { IsNumber = true },
            _ => FromProperties(wrapped),
        };
    }

    /// <summary>Whether an object of the pipeline is one of our containers, live or from a remote session.</summary>
    internal static bool IsContainer(PSObject? piped) =>
        piped is not null && (piped.BaseObject is Container || piped.TypeNames.Contains(DeserializedContainer));

    /// <summary>The error for a foreign object.</summary>
    internal ContainerNetException ToForeignError() =>
        ContainerNetException.Create(ErrorId.NotAContainer, Source, Source.GetType().FullName);

    private static ContainerReference OfText(object source, string text) =>
        text.Length == 0 ? new(source, "") { IsForeign = true } : new(source, text) { AllowsWildcard = true };

    private static ContainerReference FromProperties(PSObject wrapped)
    {
        if (wrapped.TypeNames.Contains(DeserializedContainer))
            return Named(wrapped, TextOf(wrapped, nameof(Container.Id)), TextOf(wrapped, nameof(Container.Name)));

        return Named(wrapped, TextOf(wrapped, nameof(ContainerInterface.ContainerId)), TextOf(wrapped, nameof(ContainerInterface.ContainerName)));
    }

    private static ContainerReference Named(PSObject wrapped, string? id, string? name) =>
        id is null && name is null
            ? new(wrapped.BaseObject, wrapped.BaseObject.GetType().Name) { IsForeign = true }
            : new(wrapped.BaseObject, name ?? id!) { Id = id };

    private static string? TextOf(PSObject wrapped, string property) =>
        PSObject.AsPSObject(wrapped.Properties[property]?.Value ?? "").BaseObject is string { Length: > 0 } text ? text : null;
}
