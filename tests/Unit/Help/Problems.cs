using Xunit;

namespace ContainerNet.Unit.Help;

/// <summary>A check that finds many things at once shows all of them when it fails.</summary>
internal static class Problems
{
    public static void None(IEnumerable<string> problems)
    {
        var found = problems.ToArray();
        if (found.Length > 0) Assert.Fail(string.Join('\n', found));
    }
}
