using System.Text;
using System.Text.Json;
using ContainerNet.Services;
using ContainerNet.Services.Runtime;
using Xunit;

namespace ContainerNet.Unit.Runtime;

public class DaemonConfigurationTests
{
    public static TheoryData<string> Files =>
    [
        "{}",
        "{ \n}\n",
        "{\"debug\":true}",
        "{\n    \"debug\": true\n}\n",
        "{\r\n\t\"debug\" : true ,\r\n\t\"labels\"\t:[ \"a=\\u00e9\", \"b={[,\\\"]}\" ]\r\n\t}\r\n\r\n",
        "  {\"log-opts\": {\"max-size\": \"10m\"}, \"名字\": \"值 🐳\"}   ",
        "{\"runtimes\":{}}",
        "{\"runtimes\": { } , \"debug\":false}",
        "{\"debug\":false,\n \"runtimes\": {\n  \"crun\": {\n   \"path\": \"/usr/bin/crun\"\n  }\n }\n}",
        "{\"runtimes\":{\"a\":{\"path\":\"/a\"} , \"b\":{\"path\":\"/b\",\"runtimeArgs\":[]}},\"z\":1e3}",
    ];

    [Theory]
    [MemberData(nameof(Files))]
    public void What_was_added_is_removed_to_the_last_byte(string file)
    {
        var before = Encoding.UTF8.GetBytes(file);

        var with = DaemonConfiguration.Add(before);

        Assert.NotEqual(before, with);
        Assert.Equal(before, DaemonConfiguration.Remove(with));
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void Another_reader_finds_our_runtime_and_everything_that_was_there(string file)
    {
        using var before = JsonDocument.Parse(file);
        using var with = JsonDocument.Parse(DaemonConfiguration.Add(Encoding.UTF8.GetBytes(file)));

        Assert.Equal(RuntimeNames.Executable, with.RootElement.GetProperty("runtimes").GetProperty(RuntimeNames.Name).GetProperty("path").GetString());
        foreach (var member in before.RootElement.EnumerateObject().Where(static member => member.Name != "runtimes"))
            Assert.Equal(member.Value.GetRawText(), with.RootElement.GetProperty(member.Name).GetRawText());
        if (!before.RootElement.TryGetProperty("runtimes", out var runtimes)) return;
        foreach (var runtime in runtimes.EnumerateObject())
            Assert.Equal(runtime.Value.GetRawText(), with.RootElement.GetProperty("runtimes").GetProperty(runtime.Name).GetRawText());
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void Adding_twice_is_adding_once(string file)
    {
        var once = DaemonConfiguration.Add(Encoding.UTF8.GetBytes(file));

        Assert.Equal(once, DaemonConfiguration.Add(once));
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void The_engine_is_always_given_a_map_of_runtimes_to_forget_ours(string file)
    {
        var staged = DaemonConfiguration.WithRuntimes(DaemonConfiguration.Remove(DaemonConfiguration.Add(Encoding.UTF8.GetBytes(file))));

        using var document = JsonDocument.Parse(staged);
        Assert.Equal(JsonValueKind.Object, document.RootElement.GetProperty("runtimes").ValueKind);
        Assert.False(document.RootElement.GetProperty("runtimes").TryGetProperty(RuntimeNames.Name, out _));
    }

    [Fact]
    public void A_file_that_was_made_for_our_entry_goes_with_it() => Assert.Null(DaemonConfiguration.Remove(DaemonConfiguration.Add(null)));

    [Fact]
    public void What_others_changed_meanwhile_stays()
    {
        var with = Encoding.UTF8.GetString(DaemonConfiguration.Add("{\"debug\":true}"u8.ToArray()));
        var changed = with.Replace("true", "false", StringComparison.Ordinal);

        Assert.Equal("{\"debug\":false}", Encoding.UTF8.GetString(DaemonConfiguration.Remove(Encoding.UTF8.GetBytes(changed))!));
    }

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("\"text\"")]
    [InlineData("{} {}")]
    [InlineData("{\"debug\":true,}")]
    [InlineData("{\"debug\":true /* why */}")]
    [InlineData("{// why\n}")]
    [InlineData("{\"debug\":true,\"debug\":false}")]
    [InlineData("{\"runtimes\":[]}")]
    [InlineData("{\"runtimes\":null}")]
    [InlineData("\ufeff{}")]
    [InlineData("{\"runtimes\":{\"containernet\":{\"path\":\"/elsewhere\"}}}")]
    [InlineData("{\"runtimes\":{\"containernet\":{\"path\":\"/usr/local/lib/containernet/containernet-runtime\",\"runtimeArgs\":[\"x\"]}}}")]
    public void What_is_no_strict_JSON_or_not_ours_is_refused(string file)
    {
        var refusal = Assert.Throws<ContainerNetException>(() => DaemonConfiguration.Add(Encoding.UTF8.GetBytes(file)));

        Assert.Equal(ErrorId.EngineConfigurationInvalid, refusal.Id);
        Assert.Contains(RuntimeNames.Executable, refusal.RecommendedAction, StringComparison.Ordinal);
    }
}
