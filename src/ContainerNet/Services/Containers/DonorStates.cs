using ContainerNet.Services.Engine;
using ContainerNet.Services.Namespaces;

namespace ContainerNet.Services.Containers;

/// <summary>
/// Tells what has become of a donor. The engine does not: it calls a joined container "running" that sits in a dead namespace with only
/// <c>lo</c> (moby#24935). The namespaces' inodes tell.
/// </summary>
internal static class DonorStates
{
    /// <param name="joined">The joined container.</param>
    /// <param name="donor">Its donor; null where the engine has no container of that id any more.</param>
    /// <param name="sets">The namespaces of both; null where the kernel cannot be asked, or one of them does not run.</param>
    public static DonorState Of(ContainerDetails joined, ContainerDetails? donor, (NamespaceSet Joined, NamespaceSet Donor)? sets) =>
        donor is not { ProcessId: > 0 } ? DonorState.Gone
        : sets is { } both ? (both.Joined.Net == both.Donor.Net ? DonorState.Alive : DonorState.Restarted)
        // One that does not run joins whatever namespace its donor has when it is started.
        : joined.ProcessId > 0 && donor.StartedAt > joined.StartedAt ? DonorState.Restarted
        : DonorState.Alive;
}
