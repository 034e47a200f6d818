using System.Net.Sockets;
using ContainerNet.Iptables;
using ContainerNet.Services.Firewall;
using Xunit;

namespace ContainerNet.Unit.Firewall;

/// <summary>Rules are remembered while nothing tells that they are others.</summary>
public class RuleSetMemoryTests
{
    private readonly RuleSetMemory _memory;
    private uint? _generation = 7;
    private long _place = 1;
    private int _reads;
    private RuleSet? _earlier;

    public RuleSetMemoryTests() => _memory = new RuleSetMemory(variant => variant == "-legacy" ? null : _generation, () => _place);

    [Fact]
    public async Task They_are_read_once_while_the_generation_stands()
    {
        var first = await GetAsync();

        Assert.Same(first, await GetAsync());
        Assert.Equal(1, _reads);
    }

    [Fact]
    public async Task Another_generation_is_read_anew()
    {
        await GetAsync();
        _generation = 8;
        await GetAsync();

        Assert.Equal(2, _reads);
    }

    [Fact]
    public async Task Another_network_namespace_has_rules_of_its_own()
    {
        await GetAsync();
        _place = 2;
        await GetAsync();

        Assert.Equal(2, _reads);
    }

    [Fact]
    public async Task Families_and_variants_have_rules_of_their_own()
    {
        await GetAsync();
        await GetAsync(family: AddressFamily.InterNetworkV6);
        await GetAsync("-nft");

        Assert.Equal(3, _reads);
    }

    [Fact]
    public async Task What_changes_while_it_is_read_is_not_remembered()
    {
        await GetAsync(reading: () => _generation++);
        await GetAsync();

        Assert.Equal(2, _reads);
    }

    [Theory]
    [InlineData("-legacy", 7u)]
    [InlineData("", null)]
    public async Task Where_no_generation_tells_they_are_read_each_time(string variant, uint? generation)
    {
        _generation = generation;
        await GetAsync(variant);
        await GetAsync(variant);

        Assert.Equal(2, _reads);
    }

    [Fact]
    public async Task What_was_read_last_is_at_hand_for_the_next_reading()
    {
        var first = await GetAsync();
        Assert.Null(_earlier);
        _generation = 8;
        await GetAsync();

        Assert.Same(first, _earlier);
    }

    [Fact]
    public async Task A_reading_that_fails_is_not_remembered()
    {
        await Assert.ThrowsAsync<InvalidOperationException>(() => GetAsync(reading: static () => throw new InvalidOperationException()));
        await GetAsync();

        Assert.Equal(2, _reads);
    }

    private Task<RuleSet> GetAsync(string variant = "", AddressFamily family = AddressFamily.InterNetwork, Action? reading = null) => _memory.GetAsync(variant, family, earlier =>
    {
        (_reads, _earlier) = (_reads + 1, earlier);
        reading?.Invoke();
        return Task.FromResult(RuleSet.Parse(""));
    });
}
