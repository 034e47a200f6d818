using ContainerNet.Services;
using ContainerNet.Services.Containers;
using ContainerNet.Unit.Fakes;
using Xunit;

namespace ContainerNet.Unit.Containers;

public class ContainerFinderTests
{
    private readonly FakeEngine _engine = new();

    [Theory]
    [InlineData("web")]
    [InlineData("abcd")]
    [InlineData("abcd0000000000000000000000000000000000000000000000000000000000ff")]
    public async Task A_name_an_id_or_an_ids_start_means_the_container(string text)
    {
        _engine.Containers.Add("web", id: "abcd0000000000000000000000000000000000000000000000000000000000ff");
        _engine.Containers.Add("db");

        Assert.Equal("web", (await FindAsync(text)).Name);
    }

    [Fact]
    public async Task An_exact_name_wins_over_an_ids_start()
    {
        _engine.Containers.Add("first", id: FakeId.StartingWith("cafe"));
        _engine.Containers.Add("cafe");

        Assert.Equal("cafe", (await FindAsync("cafe")).Name);
    }

    [Theory]
    [InlineData("abc")]
    [InlineData("ABCD")]
    [InlineData("we")]
    [InlineData("WEB")]
    [InlineData("eb")]
    public async Task What_is_too_short_or_only_alike_is_not_found(string text)
    {
        _engine.Containers.Add("web", id: FakeId.StartingWith("abcd"));

        var error = await Assert.ThrowsAsync<ContainerNetException>(() => FindAsync(text));

        Assert.Equal((ErrorId.ContainerNotFound, text), (error.Id, error.Target));
    }

    [Fact]
    public async Task A_start_of_two_ids_is_ambiguous_and_names_both()
    {
        _engine.Containers.Add("web", id: FakeId.StartingWith("abcd1"));
        _engine.Containers.Add("db", id: FakeId.StartingWith("abcd2"));

        var error = await Assert.ThrowsAsync<ContainerNetException>(() => FindAsync("abcd"));

        Assert.Equal(ErrorId.ContainerAmbiguous, error.Id);
        Assert.Contains("web (abcd10000000)", error.Message, StringComparison.Ordinal);
        Assert.Contains("db (abcd20000000)", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_wildcard_finds_by_name_and_never_by_id()
    {
        _engine.Containers.Add("web1", id: FakeId.StartingWith("abcd"));
        _engine.Containers.Add("abcx");

        var found = ContainerFinder.Match(await _engine.Containers.ListAsync(true, TestContext.Current.CancellationToken), "abc*");

        Assert.Equal("abcx", Assert.Single(found).Name);
    }

    private Task<ContainerNet.Services.Engine.ContainerSummary> FindAsync(string text) =>
        new ContainerFinder(_engine).FindOneAsync(text, TestContext.Current.CancellationToken);
}
