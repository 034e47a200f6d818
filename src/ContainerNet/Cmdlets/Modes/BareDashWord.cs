using System.Management.Automation;
using ContainerNet.Services;

namespace ContainerNet.Cmdlets.Modes;

/// <summary>Refuses a command that begins with a dash word nobody put behind <c>--</c>: it is a parameter mistyped, or one of another cmdlet.</summary>
internal static class BareDashWord
{
    private static readonly char[] s_blanks = [' ', '\t'];

    /// <exception cref="ContainerNetException">ParameterUnknown.</exception>
    public static void Refuse(string[] command, InvocationInfo invocation)
    {
        if (command is [{ Length: > 1 } first, ..] && first[0] == '-' && StandsBare(first, invocation.Line))
            throw ContainerNetException.Create(ErrorId.ParameterUnknown, first, first, invocation.MyCommand.Name);
    }

    // PowerShell hands the rest of a line over without a note of what stood before it: only the line itself tells. What is splatted, piped
    // in, given by -Command, or goes on over several lines is taken as it is.
    private static bool StandsBare(string word, string line)
    {
        var words = line.Split(s_blanks, StringSplitOptions.RemoveEmptyEntries);
        if (words.Any(static each => each == "`" || each.StartsWith('@') || each.StartsWith("-Com", StringComparison.OrdinalIgnoreCase))) return false;
        var (at, separator) = (Array.IndexOf(words, word), Array.IndexOf(words, "--"));
        return at >= 0 && (separator < 0 || at < separator);
    }
}
