using System.Management.Automation;
using System.Management.Automation.Language;
using System.Text.RegularExpressions;

namespace ContainerNet.Cmdlets.Base;

/// <summary>Something a completer offers, and what it says about it.</summary>
internal sealed partial record Suggestion(string Text, string ToolTip)
{
    /// <summary>The result for a word that may begin with a quote; null when the word is no beginning of the text.</summary>
    public CompletionResult? For(string wordToComplete)
    {
        var quote = wordToComplete.Length > 0 && wordToComplete[0] is '\'' or '"' ? wordToComplete[..1] : "";
        return Text.StartsWith(wordToComplete.Trim('\'', '"'), StringComparison.OrdinalIgnoreCase)
            ? new CompletionResult(Quoted(quote), Text, CompletionResultType.ParameterValue, ToolTip.Length > 0 ? ToolTip : Text)
            : null;
    }

    private string Quoted(string quote) => quote switch
    {
        "\"" => $"\"{Regex.Replace(Text, "[`\"$]", "`$0")}\"",
        "" when Plain().IsMatch(Text) => Text,
        _ => $"'{CodeGeneration.EscapeSingleQuotedStringContent(Text)}'",
    };

    /// <summary>What PowerShell takes for one word as it stands.</summary>
    [GeneratedRegex(@"\A[A-Za-z0-9_/.][A-Za-z0-9_./:=+-]*\z", RegexOptions.CultureInvariant)]
    private static partial Regex Plain();
}
