using ContainerNet.Services;
using ContainerNet.Services.Input;
using Xunit;

namespace ContainerNet.Unit.Input;

public class VolumeParserTests
{
    private static readonly string s_home = Environment.GetFolderPath(Environment.SpecialFolder.UserProfile);

    [Theory]
    [InlineData("data:/data", "data:/data")]
    [InlineData("data:/data:ro", "data:/data:ro")]
    [InlineData("data:/data:nocopy,ro", "data:/data:nocopy,ro")]
    [InlineData("/srv:/data:ro,Z", "/srv:/data:ro,Z")]
    [InlineData("/srv:/data:rshared", "/srv:/data:rshared")]
    [InlineData("/srv:/data:rw,z,slave,cached", "/srv:/data:rw,z,slave,cached")]
    [InlineData("./here:/x", "/build/now/here:/x")]
    [InlineData("../up:/x:ro", "/build/up:/x:ro")]
    [InlineData(".:/x", "/build/now:/x")]
    public void A_source_is_a_name_or_a_path_and_a_dot_is_the_current_folder(string text, string expected) => Assert.Equal([expected], Parse(text).Binds);

    [Fact]
    public void A_tilde_is_the_home_folder() => Assert.Equal([$"{s_home}/x:/x", $"{s_home}:/y"], Parse("~/x:/x", "~:/y").Binds);

    [Fact]
    public void A_target_alone_is_an_anonymous_volume()
    {
        var volumes = Parse("/data", "name:/other");

        Assert.Equal("/data", Assert.Single(volumes.AnonymousVolumes));
        Assert.Equal("name:/other", Assert.Single(volumes.Binds));
    }

    [Theory]
    [InlineData("")]
    [InlineData(":")]
    [InlineData(":/data")]
    [InlineData("/srv:")]
    [InlineData("/srv:/data:")]
    [InlineData("/srv::ro")]
    [InlineData("/a:/b:ro:x")]
    [InlineData("data")]
    [InlineData("data:data")]
    [InlineData("/data:ro")]
    [InlineData("here/there:/data")]
    [InlineData("~user/x:/data")]
    [InlineData("a:/data")]
    [InlineData("/srv:/")]
    [InlineData("/srv:/x/..")]
    [InlineData("/")]
    [InlineData("/srv:/data:readonly")]
    [InlineData("/srv:/data:ro,rw")]
    [InlineData("/srv:/data:ro,ro")]
    [InlineData("/srv:/data:z,Z")]
    [InlineData("/srv:/data:RO")]
    [InlineData("/srv:/data:ro,")]
    [InlineData("/srv:/data:nocopy")]
    [InlineData("data:/data:shared")]
    public void What_the_engine_would_refuse_is_refused_first(string text)
    {
        var error = Assert.Throws<ContainerNetException>(() => Parse(text));

        Assert.Equal((ErrorId.VolumeInvalid, text), (error.Id, error.Target));
    }

    [Theory]
    [InlineData("/a:/data", "/b:/data")]
    [InlineData("/a:/data", "/data")]
    [InlineData("/a:/data", "/b:/data/")]
    [InlineData("/a:/data", "/b:/x/../data")]
    public void A_second_volume_on_one_target_is_refused(string first, string second) =>
        Assert.Equal(second, Assert.Throws<ContainerNetException>(() => Parse(first, second)).Target);

    [Fact]
    public void A_current_folder_with_a_colon_cannot_be_said_to_the_engine() =>
        Assert.Equal(ErrorId.VolumeInvalid, Assert.Throws<ContainerNetException>(() => VolumeParser.Parse(["./x:/x"], "/build/a:b")).Id);

    private static VolumeSet Parse(params string[] texts) => VolumeParser.Parse(texts, "/build/now");
}
