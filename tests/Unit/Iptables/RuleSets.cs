using System.Reflection;
using Xunit;

namespace ContainerNet.Unit.Iptables;

/// <summary>The rule sets that stand beside this file: captured ones, and ones written from the shapes of other engine versions.</summary>
internal static class RuleSets
{
    public static TheoryData<string> Names =>
        new(Assembly.GetExecutingAssembly().GetManifestResourceNames()
            .Where(name => name.StartsWith("captured-", StringComparison.Ordinal) || name.StartsWith("written-", StringComparison.Ordinal)));

    public static string Read(string name)
    {
        using var reader = new StreamReader(Assembly.GetExecutingAssembly().GetManifestResourceStream(name)!);
        return reader.ReadToEnd();
    }
}
