using System.Management.Automation;
using System.Reflection;
using ContainerNet.Cmdlets.Base;
using ContainerNet.Cmdlets.Prove;
using ContainerNet.Cmdlets.Publish;
using Xunit;

namespace ContainerNet.Unit.Design;

/// <summary>What every cmdlet owes its users.</summary>
public class CmdletTests
{
    private static readonly string[] s_readingVerbs = ["Get", "Test", "Trace", "Show", "Watch", "Wait", "Connect"];

    /// <summary>Parameters whose text is the user's own: whatever else takes a text names something that exists, and is completed.</summary>
    private static readonly string[] s_freeText =
    [
        "Command", "Environment", "Volume", "User", "WorkingDirectory", "Entrypoint", "HostConfig", "InputObject", "Hostname",
        "Publish", "Expose", "IPAddress", "MacAddress", "NetworkAlias", "Dns", "DnsSearch", "AddHost", "AllowFrom", "HostIP", "SourceAddress", "Send",
        // Files, which PowerShell completes by itself.
        "Path", "Snapshot", "PowerShellPath",
    ];

    public static TheoryData<string> Cmdlets => [.. All.Select(static type => type.Name)];

    private static Type[] All => [.. typeof(ContainerNetCmdlet).Assembly.GetTypes().Where(static type => type.GetCustomAttribute<CmdletAttribute>() is not null)];

    [Theory]
    [MemberData(nameof(Cmdlets))]
    public void A_cmdlet_is_sealed_stands_on_the_base_and_is_named_for_its_command(string name)
    {
        var type = Find(name);
        var cmdlet = type.GetCustomAttribute<CmdletAttribute>()!;

        Assert.True(type.IsSealed);
        Assert.True(type.IsSubclassOf(typeof(ContainerNetCmdlet)));
        Assert.Equal($"{cmdlet.VerbName}{cmdlet.NounName}Command", type.Name);
    }

    [Theory]
    [MemberData(nameof(Cmdlets))]
    public void A_cmdlet_declares_its_output(string name) => Assert.NotEmpty(Find(name).GetCustomAttributes<OutputTypeAttribute>());

    [Theory]
    [MemberData(nameof(Cmdlets))]
    public void A_cmdlet_that_changes_something_supports_WhatIf(string name)
    {
        var cmdlet = Find(name).GetCustomAttribute<CmdletAttribute>()!;

        // One watches over the network, and puts it right; the other marks a packet by a rule, while it looks on.
        var reads = s_readingVerbs.Contains(cmdlet.VerbName) && name is not (nameof(WatchContainerNetworkCommand) or nameof(TraceContainerPacketCommand));
        Assert.NotEqual(reads, cmdlet.SupportsShouldProcess);
    }

    [Theory]
    [MemberData(nameof(Cmdlets))]
    public void Every_parameter_that_names_something_is_completed(string name)
    {
        var uncompleted = Parameters(Find(name))
            .Where(property => !s_freeText.Contains(property.Name) && !IsNewName(name, property) && !IsCompletedByType(property.PropertyType))
            .Where(static property => property.GetCustomAttribute<ArgumentCompleterAttribute>(inherit: true) is null)
            .Where(static property => property.GetCustomAttribute<ValidateSetAttribute>() is null)
            .Select(static property => property.Name);

        Assert.Empty(uncompleted);
    }

    [Theory]
    [MemberData(nameof(Cmdlets))]
    public void Nothing_binds_by_the_property_names_Name_or_Id_to_a_container(string name)
    {
        var aliases = Parameters(Find(name)).Where(static property => property.Name == "Container")
            .SelectMany(static property => property.GetCustomAttributes<AliasAttribute>()).SelectMany(static alias => alias.AliasNames);

        Assert.DoesNotContain(aliases, static alias => alias is "Name" or "Id" or "ID");
    }

    [Theory]
    [MemberData(nameof(Cmdlets))]
    public void A_cmdlet_shows_no_type_of_a_dependency(string name)
    {
        var foreign = Parameters(Find(name)).Select(static property => property.PropertyType.Assembly.GetName().Name)
            .Where(static assembly => assembly is not ("ContainerNet" or "System.Private.CoreLib" or "System.Management.Automation" or "System.Private.Uri"));

        Assert.Empty(foreign);
    }

    [Fact]
    public void Every_output_type_is_a_sealed_record_of_plain_properties()
    {
        var outputs = All.SelectMany(static type => type.GetCustomAttributes<OutputTypeAttribute>())
            .SelectMany(static output => output.Type).Select(static type => type.Type)
            .Where(static type => type.Assembly == typeof(ContainerNetCmdlet).Assembly).Distinct();

        Assert.All(outputs, static type =>
        {
            Assert.True(type.IsSealed, type.Name);
            Assert.NotNull(type.GetMethod("<Clone>$"));
            Assert.All(type.GetProperties(), property => Assert.True(
                property.PropertyType != typeof(DateTimeOffset) && !typeof(Delegate).IsAssignableFrom(property.PropertyType)
                && !typeof(System.Runtime.InteropServices.SafeHandle).IsAssignableFrom(property.PropertyType), $"{type.Name}.{property.Name}"));
        });
    }

    // What is being made has a name and labels that are not there yet.
    private static bool IsNewName(string cmdlet, PropertyInfo property) =>
        property.Name is "Name" or "Label" && cmdlet is not ("GetContainerCommand" or "GetContainerInterfaceCommand");

    private static bool IsCompletedByType(Type type)
    {
        var plain = type.IsArray ? type.GetElementType()! : Nullable.GetUnderlyingType(type) ?? type;
        return plain.IsEnum || plain == typeof(SwitchParameter) || plain == typeof(int);
    }

    private static Type Find(string name) => All.Single(type => type.Name == name);

    private static IEnumerable<PropertyInfo> Parameters(Type type) =>
        type.GetProperties().Where(static property => property.IsDefined(typeof(ParameterAttribute), inherit: true));
}
