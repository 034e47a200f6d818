using ContainerNet.Cmdlets.Base;
using ContainerNet.Services;
using Xunit;

namespace ContainerNet.Unit;

public class ErrorCatalogueTests
{
    public static TheoryData<string> Ids => [.. Enum.GetNames<ErrorId>()];

    [Theory]
    [MemberData(nameof(Ids))]
    public void Every_error_record_says_what_is_wrong_and_apart_from_it_what_to_do(string id)
    {
        var error = ContainerNetException.Create(Enum.Parse<ErrorId>(id), "given", [.. Enumerable.Repeat("found", 6)]);

        var record = ErrorCatalogue.ToRecord(error);

        Assert.Equal((id, "given", error.Message), (record.FullyQualifiedErrorId, record.TargetObject, record.ErrorDetails.Message));
        Assert.NotEmpty(record.ErrorDetails.RecommendedAction);
        Assert.DoesNotContain(record.ErrorDetails.RecommendedAction, record.ErrorDetails.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_error_takes_its_message_and_its_advice_from_the_resources()
    {
        var error = ContainerNetException.Create(ErrorId.InternalError, "target", "TypeName", "what happened");

        Assert.Contains("what happened", error.Message, StringComparison.Ordinal);
        Assert.NotEmpty(error.RecommendedAction);
    }
}
