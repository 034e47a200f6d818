using System.Management.Automation;
using System.Management.Automation.Runspaces;
using Xunit;

namespace ContainerNet.Unit.Model;

public class SerializationTests
{
    /// <summary>Every output type there is: a new one is tested without being named here.</summary>
    public static TheoryData<Type> OutputTypes =>
        [.. typeof(Container).Assembly.GetExportedTypes().Where(static type => type is { Namespace: "ContainerNet", IsEnum: false })];

    [Theory]
    [MemberData(nameof(OutputTypes))]
    public void Every_field_survives_a_remote_session(Type type)
    {
        var (original, differences) = (FilledRecord.Of(type), new List<string>());
        using var runspace = RunspaceFactory.CreateRunspace(Sessions.WithTypes());
        runspace.Open();
        Runspace.DefaultRunspace = runspace;

        var returned = PSObject.AsPSObject(PSSerializer.Deserialize(PSSerializer.Serialize(original, 1)));

        FilledRecord.Compare(type.Name, original, returned, differences);
        Assert.Empty(differences);
        Assert.Equal($"Deserialized.{type.FullName}", returned.TypeNames[0]);
    }
}
