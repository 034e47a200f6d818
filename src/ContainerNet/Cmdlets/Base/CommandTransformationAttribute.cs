using System.Collections;
using System.Management.Automation;

namespace ContainerNet.Cmdlets.Base;

/// <summary>
/// Makes the words of a container's command of the rest of the line. PowerShell has made a list of <c>ro,noexec</c> there: it is joined again.
/// Null is no word, as for native commands; an empty text is one.
/// </summary>
internal sealed class CommandTransformationAttribute : ArgumentTransformationAttribute
{
    /// <inheritdoc/>
    public override object Transform(EngineIntrinsics engineIntrinsics, object? inputData) =>
        (string[])[.. PlainText.Items(inputData).Where(word => PlainText.Unwrap(word) is not null).Select(Word)];

    private static string Word(object? word) =>
        PlainText.Unwrap(word) is IList list ? string.Join(',', list.Cast<object?>().Select(Word)) : PlainText.Of(word);
}
