using ContainerNet.Services;
using Xunit;

namespace ContainerNet.Unit;

public class ErrorCatalogueTests
{
    [Fact]
    public void An_error_takes_its_message_and_its_advice_from_the_resources()
    {
        var error = ContainerNetException.Create(ErrorId.InternalError, "target", "TypeName", "what happened");

        Assert.Contains("what happened", error.Message, StringComparison.Ordinal);
        Assert.NotEmpty(error.RecommendedAction);
    }
}
