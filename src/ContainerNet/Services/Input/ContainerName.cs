using System.Text.RegularExpressions;
using ContainerNet.Resources;

namespace ContainerNet.Services.Input;

/// <summary>The engine's rule for names (moby daemon/names): two characters at least.</summary>
internal static partial class ContainerName
{
    /// <exception cref="ContainerNetException">ContainerNameInvalid; target is the name.</exception>
    public static string Check(string name) =>
        Allowed().IsMatch(name) ? name : throw ContainerNetException.Create(ErrorId.ContainerNameInvalid, name, name, Text.Get("Reason_ContainerName"));

    /// <summary>Whether a container or a named volume may be called so.</summary>
    public static bool IsValid(string name) => Allowed().IsMatch(name);

    [GeneratedRegex(@"\A[a-zA-Z0-9][a-zA-Z0-9_.-]+\z")]
    private static partial Regex Allowed();
}
