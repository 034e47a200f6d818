using System.Management.Automation;
using System.Reflection;

namespace ContainerNet.Unit.Help;

/// <summary>The cmdlets of the assembly, as PowerShell's own reflection describes them. The module is not imported for it.</summary>
internal static class ModuleCmdlets
{
    public static IReadOnlyDictionary<string, CmdletInfo> All { get; } = typeof(Container).Assembly.GetTypes()
        .Where(type => !type.IsAbstract && type.IsDefined(typeof(CmdletAttribute)))
        .Select(type => new CmdletInfo(NameOf(type), type))
        .ToDictionary(cmdlet => cmdlet.Name, StringComparer.OrdinalIgnoreCase);

    public static IReadOnlyDictionary<string, string> Aliases { get; } = All.Values
        .SelectMany(cmdlet => (cmdlet.ImplementingType.GetCustomAttribute<AliasAttribute>()?.AliasNames ?? []).Select(alias => (alias, cmdlet.Name)))
        .ToDictionary(pair => pair.alias, pair => pair.Name, StringComparer.OrdinalIgnoreCase);

    /// <summary>The cmdlet of this name or alias; null when it is none of ours.</summary>
    public static CmdletInfo? Find(string name) =>
        All.GetValueOrDefault(Aliases.TryGetValue(name, out var target) ? target : name);

    /// <summary>The parameters of a set that help describes: all but the common and the hidden ones.</summary>
    public static IEnumerable<CommandParameterInfo> OwnParameters(CommandParameterSetInfo set) =>
        set.Parameters.Where(parameter => !Cmdlet.CommonParameters.Contains(parameter.Name)
            && !parameter.Attributes.OfType<ParameterAttribute>().Any(attribute => attribute.DontShow));

    public static string TypeName(Type type) => (Nullable.GetUnderlyingType(type) ?? type).Name;

    public static string PipelineInput(CommandParameterInfo parameter) =>
        (parameter.ValueFromPipelineByPropertyName, parameter.ValueFromPipeline) switch
        {
            (true, true) => "True (ByPropertyName, ByValue)",
            (true, false) => "True (ByPropertyName)",
            (false, true) => "True (ByValue)",
            _ => "False",
        };

    private static string NameOf(Type type)
    {
        var attribute = type.GetCustomAttribute<CmdletAttribute>()!;
        return $"{attribute.VerbName}-{attribute.NounName}";
    }
}
