using ContainerNet.Cmdlets.Base;
using ContainerNet.Services;
using Xunit;

namespace ContainerNet.Unit.Cmdlets;

public class ModuleInitializerTests
{
    [Fact]
    public void Another_system_than_Linux_is_refused_with_one_sentence_that_names_it()
    {
        var error = Assert.Throws<ContainerNetException>(() => ModuleInitializer.Require(false, "Windows 11"));

        Assert.Equal(ErrorId.PlatformNotSupported, error.Id);
        Assert.Contains("Windows 11", error.Message, StringComparison.Ordinal);
        Assert.Single(error.Message, character => character == '.');
    }

    [Fact]
    public void Linux_is_not_refused() => Assert.Null(Record.Exception(() => ModuleInitializer.Require(true, "Linux")));
}
