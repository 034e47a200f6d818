using ContainerNet.Linux.Netlink;
using Xunit;

namespace ContainerNet.Unit.Linux;

public sealed class NamespaceIdsTests : IDisposable
{
    private readonly NamespaceIds _ids = NamespaceIds.Open();

    [Fact]
    public void What_was_not_remembered_is_not_known() => Assert.Null(_ids.Find(1));

    [Fact]
    public void What_was_remembered_is_known()
    {
        var numbered = new NumberedNamespace(7);
        _ids.Remember(1, numbered);

        Assert.Same(numbered, _ids.Find(1));
    }

    public void Dispose() => _ids.Dispose();
}
