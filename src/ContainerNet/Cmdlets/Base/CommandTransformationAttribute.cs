using System.Collections;
using System.Management.Automation;
using ContainerNet.Services;

namespace ContainerNet.Cmdlets.Base;

/// <summary>
/// Makes the words of a container's command of the rest of the line. PowerShell has made a list of <c>ro,noexec</c> there: it is joined again.
/// Null is no word, as for native commands; an empty text is one. A dash word that is no parameter and does not stand behind <c>--</c> is
/// marked: it may be a parameter mistyped, and <see cref="RefuseMarked"/> says so.
/// </summary>
internal sealed class CommandTransformationAttribute : ArgumentTransformationAttribute
{
    // No word of a command line can hold it.
    private const char Mark = '\0';

    // PowerShell's own note on a dash word that it found no parameter for, so that splatting can tell it from a quoted text.
    private const string UnboundParameter = "<CommandParameterName>";

    /// <inheritdoc/>
    public override object Transform(EngineIntrinsics engineIntrinsics, object? inputData) =>
        (string[])[.. PlainText.Items(inputData).Where(word => PlainText.Unwrap(word) is not null).Select(Word)];

    /// <exception cref="ContainerNetException">ParameterUnknown.</exception>
    public static void RefuseMarked(string[] command, string cmdlet)
    {
        if (Array.Find(command, static word => word.StartsWith(Mark)) is { } unknown)
            throw ContainerNetException.Create(ErrorId.ParameterUnknown, unknown[1..], unknown[1..], cmdlet);
    }

    private static string Word(object? word) =>
        word is PSObject wrapped && wrapped.Properties[UnboundParameter] is not null ? Mark + PlainText.Of(word)
        : PlainText.Unwrap(word) is IList list ? string.Join(',', list.Cast<object?>().Select(Word)) : PlainText.Of(word);
}
