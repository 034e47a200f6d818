using System.Diagnostics;
using System.Management.Automation;
using ContainerNet.Cmdlets.Base;
using Xunit;

namespace ContainerNet.Unit.Cmdlets;

public class ContainerReferenceTests
{
    private static readonly string s_id = new('a', 64);

    [Fact]
    public void A_text_means_itself_and_may_be_a_wildcard()
    {
        var reference = ContainerReference.From(PSObject.AsPSObject("web*"));

        Assert.Equal(("web*", null, true), (reference.Text, reference.Id, reference.AllowsWildcard));
    }

    [Fact]
    public void A_container_means_its_id()
    {
        var container = new Container { Id = s_id, Name = "web", Image = "", NetworkMode = "", State = "" };

        Assert.Equal((s_id, "web"), Meant(container));
    }

    [Fact]
    public void A_container_from_a_remote_session_means_its_id()
    {
        var remote = new PSObject(new PSCustomObjectStandIn());
        remote.TypeNames.Insert(0, "Deserialized.ContainerNet.Container");
        remote.Properties.Add(new PSNoteProperty("Id", s_id));
        remote.Properties.Add(new PSNoteProperty("Name", "web"));

        Assert.Equal((s_id, "web"), Meant(remote));
    }

    [Fact]
    public void An_interface_means_its_container()
    {
        var link = new ContainerInterface { Name = "eth0", Index = 2, ContainerId = s_id, ContainerName = "web" };

        Assert.Equal((s_id, "web"), Meant(link));
    }

    [Fact]
    public void A_name_in_a_property_is_no_wildcard()
    {
        var row = new PSObject();
        row.Properties.Add(new PSNoteProperty("ContainerName", "web*"));

        var reference = ContainerReference.From(row);

        Assert.Equal(("web*", false), (reference.Text, reference.AllowsWildcard));
    }

    [Fact]
    public void A_bare_name_and_id_of_an_object_are_not_looked_at()
    {
        var row = new PSObject();
        row.Properties.Add(new PSNoteProperty("Name", "web"));
        row.Properties.Add(new PSNoteProperty("Id", s_id));

        Assert.True(ContainerReference.From(row).IsForeign);
    }

    [Fact]
    public void A_process_a_file_nothing_and_an_empty_text_are_foreign()
    {
        using var process = Process.GetCurrentProcess();

        Assert.All<object?>([process, new FileInfo("/etc/hostname"), null, "", DateTime.UtcNow, true], static one => Assert.True(ContainerReference.From(one).IsForeign));
    }

    [Fact]
    public void The_transformation_reads_a_list_item_by_item()
    {
        var read = (ContainerReference[])new ContainerTransformationAttribute().Transform(null!, new object[] { "web", 1.5 })!;

        Assert.Equal(["web", "1.5"], read.Select(static one => one.Text));
    }

    private static (string? Id, string Text) Meant(object argument)
    {
        var reference = ContainerReference.From(argument);
        return (reference.Id, reference.Text);
    }

    private sealed class PSCustomObjectStandIn;
}
