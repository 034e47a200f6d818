using ContainerNet.Resources;
using ContainerNet.Services.Containers;
using ContainerNet.Services.Engine;
using ContainerNet.Services.Namespaces;
using ContainerNet.Services.Runtime;

namespace ContainerNet.Services.Modes;

/// <summary>
/// Joined: shares NET, IPC and, where our OCI runtime is registered, UTS with a donor and talks to it over <c>lo</c>; file system and PIDs stay separate.
/// </summary>
/// <param name="engine">The engine of both.</param>
/// <param name="donorText">The donor's name or id.</param>
/// <param name="share">The namespaces asked for explicitly; null for those that can be had.</param>
internal sealed class JoinedPlan(IContainerEngine engine, string donorText, IReadOnlyCollection<SharedNamespace>? share) : ModePlan
{
    private const int LongestChain = 8;
    private ContainerDetails? _donor;
    private bool _sharesUts;

    public override ContainerMode Mode => ContainerMode.Joined;

    public override async Task<ContainerSpec> PrepareAsync(ContainerSpec spec, ICreationObserver observer, CancellationToken cancellationToken)
    {
        var uts = new UtsSharing(engine, donorText, share);
        var asking = uts.AskAsync(spec, cancellationToken);
        var donor = await FindRootDonorAsync(observer, cancellationToken).ConfigureAwait(false);
        if (spec.Name == donor.Name) throw Refusal(ErrorId.DonorIsSelf, donor);
        if (donor.State is not ("running" or "paused")) throw Refusal(ErrorId.DonorNotRunning, donor, donor.State);
        if (donor.NetworkMode == "host") throw Refusal(ErrorId.DonorOnHostNetwork, donor);
        _donor = donor;
        var joining = $"container:{donor.Id}";
        await asking.ConfigureAwait(false);
        _sharesUts = uts.Decide(donor, observer);
        return spec with
        {
            NetworkMode = joining,
            IpcMode = SharesIpc(donor, observer) ? joining : null,
            UtsMode = _sharesUts && uts.IsEnginesOwn ? joining : null,
            Runtime = _sharesUts && !uts.IsEnginesOwn ? RuntimeNames.Name : spec.Runtime,
            Labels = new Dictionary<string, string>(spec.Labels) { [LabelNames.Donor] = donor.Name },
        };
    }

    public override string? FindBreach(ContainerDetails details, NamespaceService kernel)
    {
        var (own, donor) = (kernel.ReadSet(details.ProcessId), kernel.ReadSet(_donor!.ProcessId));
        return own.Net != donor.Net ? Text.Format("Breach_JoinedDiffers", "net", _donor.Name)
            : details.IpcMode.StartsWith("container:", StringComparison.Ordinal) && own.Ipc != donor.Ipc ? Text.Format("Breach_JoinedDiffers", "ipc", _donor.Name)
            : _sharesUts && own.Uts != donor.Uts ? Text.Format("Breach_JoinedDiffers", "uts", _donor.Name)
            : own.Mnt == donor.Mnt ? Text.Format("Breach_JoinedSame", "mnt", _donor.Name)
            : details.PidMode.Length == 0 && own.Pid == donor.Pid ? Text.Format("Breach_JoinedSame", "pid", _donor.Name)
            : null;
    }

    // The engine joins a joined container's namespace as it is at that moment; only the root donor's own lives as long as it does.
    private async Task<ContainerDetails> FindRootDonorAsync(ICreationObserver observer, CancellationToken cancellationToken)
    {
        var donor = await InspectAsync(donorText, cancellationToken).ConfigureAwait(false);
        for (var depth = 0; depth < LongestChain && donor.NetworkMode.StartsWith("container:", StringComparison.Ordinal); depth++)
        {
            var root = await InspectAsync(donor.NetworkMode["container:".Length..], cancellationToken).ConfigureAwait(false);
            observer.Verbose(Text.Format("Verbose_DonorIsJoined", donor.Name, root.Name));
            donor = root;
        }

        return donor;
    }

    private async Task<ContainerDetails> InspectAsync(string nameOrId, CancellationToken cancellationToken)
    {
        try
        {
            var found = await new ContainerFinder(engine).FindOneAsync(nameOrId, cancellationToken).ConfigureAwait(false);
            return await engine.Containers.InspectAsync(found.Id, cancellationToken).ConfigureAwait(false);
        }
        catch (ContainerNetException error) when (error.Id == ErrorId.ContainerNotFound)
        {
            throw ContainerNetException.Create(ErrorId.DonorNotFound, error, donorText, donorText, nameOrId);
        }
    }

    private bool SharesIpc(ContainerDetails donor, ICreationObserver observer)
    {
        if (share?.Contains(SharedNamespace.Ipc) == false) return false;
        // Engines before API 1.32 say nothing; everything but shareable is refused by the engine at start.
        if (donor.IpcMode is "shareable" or "") return true;
        if (share is not null) throw Refusal(ErrorId.DonorIpcPrivate, donor, donor.IpcMode);
        observer.Warning(Text.Format("Warning_DonorIpcPrivate", donor.Name, donor.IpcMode));
        return false;
    }

    private ContainerNetException Refusal(ErrorId id, ContainerDetails donor, params object?[] more) =>
        ContainerNetException.Create(id, donorText, [donor.Name, .. more]);
}
