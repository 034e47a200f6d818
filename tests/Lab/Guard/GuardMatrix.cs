using ContainerNet.LabKit;
using Xunit;

namespace ContainerNet.Lab.Guard;

/// <summary>Who reaches what while the guard stands: client, target, answer.</summary>
public abstract class GuardMatrix(GuardScene scene, LabFixture lab)
{
    private const string Host = Addresses.Lab4;
    private const string Outside = Addresses.Outside4;

    /// <summary>The flows whose answer does not depend on the policy of FORWARD.</summary>
    public static TheoryData<string, string, string> Flows => new()
    {
        { "outside", $"{Host}:18080", GuardScene.PageOfA },
        { "outside", $"{Host}:18090", GuardScene.PageOfB },
        { "outside", $"{Host}:18081", "refused" },
        { "outside", $"{Host}:18082", "refused" },
        { "outside", "{cn-a}:80", "dropped" },
        { "outside", "{cn-a}:81", "dropped" },
        { "outside", "{cn-b}:80", "dropped" },
        { "outside", "{cn-b}:81", "dropped" },
        { "host", "{cn-a}:81", GuardScene.PageOfA },
        { "host", $"{Host}:18080", GuardScene.PageOfA },
        { "host", "127.0.0.1:18080", GuardScene.PageOfA },
        { "host", "127.0.0.1:18081", GuardScene.PageOfA },
        { "cn-c", "{cn-a}:81", GuardScene.PageOfA },
        { "cn-c", $"{Host}:18080", GuardScene.PageOfA },
        { "cn-c", "172.17.0.1:18080", GuardScene.PageOfA },
        { "cn-a", $"{Host}:18080", GuardScene.PageOfA },
        { "cn-b", "{cn-a}:80", "dropped" },
        { "cn-b", $"{Host}:18080", GuardScene.PageOfA },
        { "cn-a", $"{Outside}:80", GuardScene.PageOutside },
        { "cn-a", $"{Outside}:18080", GuardScene.PageOutside },
        { "outside77", "{cn-a}:81", GuardScene.PageOfA },
    };

    protected GuardScene Scene { get; } = scene;

    [Theory]
    [MemberData(nameof(Flows))]
    public void A_flow_ends_as_promised(string client, string target, string answer) =>
        Assert.Equal(answer, Scene.Fetch(client, target, answer == "dropped" ? 2 : 15));

    [Fact]
    public void A_ping_from_outside_to_a_containers_own_address_is_dropped() =>
        Assert.Contains(
            "100% packet loss",
            lab.Outside.Try("busybox", "ping", "-c", "1", "-W", "1", Scene.AddressOf("cn-a")).Output,
            StringComparison.Ordinal);

    [Fact]
    public void A_neighbours_frame_does_not_reach_what_is_published_on_loopback() =>
        Assert.Equal("nothing", Neighbour.SendSyn(lab, "127.0.0.1", 18081));
}

/// <summary>Policy ACCEPT: what engines before 28 leave where forwarding was on before they started.</summary>
public sealed class GuardMatrixAcceptTests(GuardMatrixAcceptTests.AcceptScene scene, LabFixture lab)
    : GuardMatrix(scene.Scene, lab), IClassFixture<GuardMatrixAcceptTests.AcceptScene>
{
    [Fact]
    public void A_routed_user_still_reaches_a_container_that_is_not_ours() =>
        Assert.Equal(GuardScene.PageOfC2, Scene.Fetch("outside", "{cn-c2}:81", 15));

    public sealed class AcceptScene(LabFixture lab) : IAsyncDisposable
    {
        public GuardScene Scene { get; } = new(lab, "ACCEPT");

        public ValueTask DisposeAsync() => Scene.DisposeAsync();
    }
}

/// <summary>Policy DROP: what the engine sets where it turned forwarding on itself.</summary>
public sealed class GuardMatrixDropTests(GuardMatrixDropTests.DropScene scene, LabFixture lab)
    : GuardMatrix(scene.Scene, lab), IClassFixture<GuardMatrixDropTests.DropScene>
{
    [Fact]
    public void The_engines_own_policy_keeps_a_routed_user_away_from_a_container_that_is_not_ours() =>
        Assert.Equal("dropped", Scene.Fetch("outside", "{cn-c2}:81", 2));

    public sealed class DropScene(LabFixture lab) : IAsyncDisposable
    {
        public GuardScene Scene { get; } = new(lab, "DROP");

        public ValueTask DisposeAsync() => Scene.DisposeAsync();
    }
}
