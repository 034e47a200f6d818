using System.Collections;
using ContainerNet.Docker.Containers;
using ContainerNet.Services;
using Xunit;

namespace ContainerNet.Unit.Engine;

public class HostConfigOverlayTests
{
    [Theory]
    [InlineData("Memory", "512m", 536870912L)]
    [InlineData("memory", "1g", 1073741824L)]
    [InlineData("Memory", "1.5g", 1610612736L)]
    [InlineData("MEMORY", 1048576, 1048576L)]
    [InlineData("Memory", "1048576", 1048576L)]
    public void A_size_is_a_number_or_a_text_of_docker(string key, object value, long bytes) =>
        Assert.Equal(bytes, Applied(key, value).Memory);

    [Fact]
    public void Memory_and_swap_may_be_without_limit() => Assert.Equal(-1, Applied("MemorySwap", "-1").MemorySwap);

    [Fact]
    public void A_flag_is_laid_over() => Assert.True(Applied("ReadonlyRootfs", true).ReadonlyRootfs);

    [Fact]
    public void One_item_is_a_list_of_one() => Assert.Equal(["no-new-privileges"], Applied("SecurityOpt", "no-new-privileges").SecurityOpt);

    [Fact]
    public void A_nested_table_is_read_in_any_case() =>
        Assert.Equal((1024L, "nofile"), Applied("ulimits", new object[] { new Hashtable { ["name"] = "nofile", ["SOFT"] = 1024 } }).Ulimits is [var limit]
            ? (limit.Soft, limit.Name) : default);

    [Fact]
    public void A_table_of_texts_is_kept_as_it_is() =>
        Assert.Equal("1", Applied("Sysctls", new Hashtable { ["net.ipv4.ip_forward"] = "1" }).Sysctls["net.ipv4.ip_forward"]);

    [Fact]
    public void A_key_newer_than_the_library_is_known() =>
        Assert.Equal("b", Applied("Annotations", new Hashtable { ["a"] = "b" }).Annotations!["a"]);

    [Fact]
    public void An_unknown_key_is_refused_with_what_may_have_been_meant()
    {
        var error = EngineAssert.Throws(ErrorId.HostConfigUnknownKey, () => Applied("Memroy", 1));

        Assert.Contains("Memory", error.Message, StringComparison.Ordinal);
        Assert.Equal("Memroy", error.Target);
    }

    [Theory]
    [InlineData("Memory", "many")]
    [InlineData("Memory", 1.5)]
    [InlineData("ReadonlyRootfs", "perhaps")]
    [InlineData("Ulimits", "nofile")]
    [InlineData("PidsLimit", "x")]
    public void A_value_of_the_wrong_type_is_refused(string key, object value) =>
        EngineAssert.Throws(ErrorId.HostConfigInvalidValue, () => Applied(key, value));

    [Fact]
    public void An_unknown_key_within_a_table_is_refused() => EngineAssert.Throws(
        ErrorId.HostConfigInvalidValue, () => Applied("Ulimits", new object[] { new Hashtable { ["Name"] = "nofile", ["Sotf"] = 1 } }));

    private static FullHostConfig Applied(string key, object? value)
    {
        var host = new FullHostConfig();
        HostConfigOverlay.Apply(new Dictionary<string, object?> { [key] = value }, host);
        return host;
    }
}
