using System.Text;
using System.Text.Json.Nodes;
using ContainerNet.Runtime;
using Xunit;

namespace ContainerNet.Unit.Runtime;

/// <summary>On the config.json that Docker 20.10 wrote for a joined container whose donor has a domain name.</summary>
public class BundleTests
{
    private const string DonorId = "e12535c5bb6e57742613dbb7548fa33d8398d8f9c5a1b3de2a7baaa02884b821";
    private static readonly byte[] s_captured = File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "TestData", "bundle-joined.json"));

    private static readonly Dictionary<string, string> s_paths = new()
    {
        ["net"] = "/proc/77/fd/5",
        ["ipc"] = "/proc/77/fd/6",
        ["uts"] = "/proc/77/fd/7",
    };

    [Fact]
    public void The_donor_and_what_is_joined_of_it_are_read()
    {
        var bundle = Bundle.Read(s_captured)!;

        Assert.Equal(3013, bundle.DonorProcess);
        Assert.Equal(DonorId, bundle.DonorId);
        Assert.Equal(["ipc", "net", "uts"], bundle.Types.Order());
    }

    [Fact]
    public void Only_the_paths_are_set_and_the_names_taken_out()
    {
        var expected = JsonNode.Parse(s_captured)!;
        expected.AsObject().Remove("hostname");
        expected["linux"]!["sysctl"]!.AsObject().Remove("kernel.domainname");
        foreach (var one in expected["linux"]!["namespaces"]!.AsArray())
        {
            var type = one!["type"]!.GetValue<string>();
            if (type is "network" or "ipc" or "uts") one["path"] = s_paths[type == "network" ? "net" : type];
        }

        var changed = Bundle.Read(s_captured)!.With(s_paths);

        Assert.True(JsonNode.DeepEquals(expected, JsonNode.Parse(changed)), Encoding.UTF8.GetString(changed));
    }

    [Theory]
    [InlineData("\"/proc/3013/ns/net\"", "\"/var/run/netns/other\"")]
    [InlineData(",\"path\":\"/proc/3013/ns/net\"", "")]
    [InlineData("{\"type\":\"uts\"}", "{\"type\":\"uts\",\"path\":\"/proc/9/ns/uts\"}")]
    public void A_container_that_joins_no_process_or_has_a_UTS_of_its_own_choice_is_left_as_it_is(string text, string instead) =>
        Assert.Null(Bundle.Read(Changed(text, instead)));

    [Theory]
    [InlineData("{\"type\":\"uts\"},", "", "--uts=host")]
    [InlineData("/containers/" + DonorId, "/elsewhere/donor", "its id is not known")]
    [InlineData("\"namespaces\":", "\"spaces\":", "linux.namespaces")]
    [InlineData("\"type\":\"network\"", "\"kind\":\"network\"", "without a type")]
    [InlineData("\"ociVersion\":", "\"ociVersion\" ", "no JSON")]
    [InlineData("\"hostname\":", "\"root\":{},\"hostname\":", "twice")]
    public void A_broken_bundle_is_refused_with_the_reason(string text, string instead, string reason) =>
        Assert.Contains(reason, Assert.Throws<RuntimeException>(() => Bundle.Read(Changed(text, instead))).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("")]
    [InlineData("{}")]
    [InlineData("[]")]
    [InlineData("{\"linux\":{\"namespaces\":[1]}}")]
    [InlineData("{\"linux\":{\"namespaces\":[{}]}}")]
    public void What_is_no_config_at_all_is_refused(string text) => Assert.Throws<RuntimeException>(() => Bundle.Read(Encoding.UTF8.GetBytes(text)));

    [Fact]
    public void The_donor_s_own_file_is_found_where_the_user_has_mounted_another_over_the_host_name() =>
        Assert.Equal(DonorId, Bundle.Read(Changed($"{DonorId}/hostname", "mine/hostname"))!.DonorId);

    private static byte[] Changed(string text, string instead)
    {
        var captured = Encoding.UTF8.GetString(s_captured);
        Assert.Contains(text, captured, StringComparison.Ordinal);
        return Encoding.UTF8.GetBytes(captured.Replace(text, instead, StringComparison.Ordinal));
    }
}
