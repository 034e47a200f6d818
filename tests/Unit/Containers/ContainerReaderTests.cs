using ContainerNet.Services;
using ContainerNet.Services.Containers;
using ContainerNet.Services.Engine;
using ContainerNet.Services.Namespaces;
using ContainerNet.Unit.Fakes;
using Xunit;

namespace ContainerNet.Unit.Containers;

public class ContainerReaderTests
{
    private readonly FakeEngine _engine = new();

    [Theory]
    [InlineData("none", "Closed")]
    [InlineData("bridge", "Bridged")]
    [InlineData("default", "Bridged")]
    [InlineData("", "Bridged")]
    [InlineData("host", "Host")]
    [InlineData("container:abcdef", "Joined")]
    [InlineData("front", "Bridged")]
    [InlineData("lan", "Other")]
    [InlineData("gone", "Other")]
    public async Task The_mode_is_told_from_the_engines_word_and_the_networks_driver(string networkMode, string mode)
    {
        _engine.Networks.Add("front");
        _engine.Networks.Add("lan", "macvlan");

        Assert.Equal(mode, (await ReadAsync("one", "exited", networkMode)).Mode);
    }

    [Theory]
    [InlineData("closed", "none", 0)]
    [InlineData("user", "front", 1)]
    public async Task The_networks_are_asked_for_only_where_a_user_defined_one_occurs(string name, string networkMode, int asked)
    {
        await ReadAsync(name, "exited", networkMode);

        Assert.Equal(asked, _engine.Calls.Count(call => call == "list networks"));
    }

    [Theory]
    [InlineData("exited", true, 3)]
    [InlineData("dead", true, 3)]
    [InlineData("running", true, null)]
    [InlineData("created", false, null)]
    [InlineData("exited", false, null)]
    public async Task The_exit_code_is_there_only_when_it_ran_and_ended(string state, bool started, int? expected)
    {
        var container = await ReadAsync("one", state, "none", details => details with { ExitCode = 3, StartedAt = started ? DateTime.UtcNow : null });

        Assert.Equal(expected, container.ExitCode);
    }

    [Fact]
    public async Task The_state_is_capitalised() => Assert.Equal("Exited", (await ReadAsync("one", "exited", "none")).State);

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_donor_is_told_by_name_and_id_however_it_was_given(bool byId)
    {
        var donor = _engine.Containers.Add("web");

        var joined = await ReadAsync("probe", "exited", $"container:{(byId ? donor.Id : "web")}");

        Assert.Equal(("web", donor.Id), (joined.Donor, joined.DonorId));
    }

    [Fact]
    public async Task A_donor_that_is_gone_keeps_the_name_of_the_label()
    {
        var id = FakeId.Next();

        var joined = await ReadAsync("probe", "exited", $"container:{id}", details => details with { Labels = new() { [LabelNames.Donor] = "web" } });

        Assert.Equal(("web", id), (joined.Donor, joined.DonorId));
    }

    [Fact]
    public async Task What_is_shared_is_told_from_the_engines_words_when_it_does_not_run()
    {
        var donor = _engine.Containers.Add("web");
        var word = $"container:{donor.Id}";

        var joined = await ReadAsync("probe", "exited", word, details => details with { IpcMode = word, PidMode = "container:another" });

        Assert.Equal(["Net", "Ipc"], joined.SharedNamespaces);
    }

    [Fact]
    public async Task What_is_shared_with_the_host_is_told_too()
    {
        var host = await ReadAsync("open", "exited", "host", static details => details with { UtsMode = "host", IpcMode = "private" });

        Assert.Equal(["Net", "Uts"], host.SharedNamespaces);
    }

    [Fact]
    public void Namespaces_are_shared_when_their_inodes_are_the_same()
    {
        var donor = new NamespaceSet(1, 2, 3, 4, 5, 6, 7, 8);

        Assert.Equal(["Net", "Ipc", "User"], SharedNamespaces.ByInode(new NamespaceSet(1, 2, 30, 40, 50, 6, 7, 8), donor));
    }

    [Theory]
    [InlineData(true, "none", "NotApplicable")]
    [InlineData(false, "bridge", "NotApplicable")]
    [InlineData(true, "bridge", "Unknown")]
    public async Task Without_a_firewall_to_read_the_guard_is_unknown_where_one_could_stand(bool ours, string networkMode, string expected) =>
        Assert.Equal(expected, (await ReadAsync("one", "exited", networkMode, ours: ours)).Guard);

    private Task<Container> ReadAsync(
        string name, string state, string networkMode, Func<ContainerDetails, ContainerDetails>? change = null, bool ours = true)
    {
        var details = _engine.Containers.Add(name, state, ours, networkMode, change: change);
        return new ContainerReader(_engine, new NamespaceService()).ReadAsync(details.Id, TestContext.Current.CancellationToken);
    }
}
