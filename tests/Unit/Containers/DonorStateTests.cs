using ContainerNet.Services.Containers;
using ContainerNet.Services.Engine;
using ContainerNet.Services.Namespaces;
using Xunit;

namespace ContainerNet.Unit.Containers;

public class DonorStateTests
{
    private static readonly DateTime s_noon = new(2026, 11, 24, 12, 0, 0, DateTimeKind.Utc);

    [Fact]
    public void In_the_same_namespace_it_is_alive_whatever_the_engine_s_times_say() =>
        Assert.Equal(DonorState.Alive, DonorStates.Of(One(7, 0), One(8, 1), (Set(1), Set(1))));

    [Fact]
    public void In_another_namespace_it_was_restarted() => Assert.Equal(DonorState.Restarted, DonorStates.Of(One(7, 1), One(8, 0), (Set(1), Set(2))));

    [Fact]
    public void One_that_does_not_run_is_gone() => Assert.Equal(DonorState.Gone, DonorStates.Of(One(7, 1), One(0, 0), null));

    [Fact]
    public void One_that_is_not_there_is_gone() => Assert.Equal(DonorState.Gone, DonorStates.Of(One(7, 1), null, null));

    [Fact]
    public void Without_the_kernel_one_that_was_started_later_was_restarted() => Assert.Equal(DonorState.Restarted, DonorStates.Of(One(7, 0), One(8, 1), null));

    [Fact]
    public void Without_the_kernel_one_that_was_started_earlier_is_alive() => Assert.Equal(DonorState.Alive, DonorStates.Of(One(7, 1), One(8, 0), null));

    [Fact]
    public void A_joined_container_that_does_not_run_has_lost_nothing() => Assert.Equal(DonorState.Alive, DonorStates.Of(One(0, 0), One(8, 1), null));

    private static NamespaceSet Set(long net) => new(net, 2, 3, 4, 5, 6, 7, 8);

    private static ContainerDetails One(int processId, int startedAtMinute) =>
        new() { Id = "id", Name = "name", ProcessId = processId, StartedAt = s_noon.AddMinutes(startedAtMinute) };
}
