using ContainerNet.Services;
using Xunit;

namespace ContainerNet.Unit.Engine;

/// <summary>Asserts on errors of the catalogue.</summary>
internal static class EngineAssert
{
    public static async Task<ContainerNetException> ThrowsAsync(ErrorId id, Func<Task> action)
    {
        var error = await Assert.ThrowsAsync<ContainerNetException>(action);
        Assert.Equal(id, error.Id);
        return error;
    }

    public static ContainerNetException Throws(ErrorId id, Action action)
    {
        var error = Assert.Throws<ContainerNetException>(action);
        Assert.Equal(id, error.Id);
        return error;
    }
}
