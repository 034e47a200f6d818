using System.Globalization;
using ContainerNet.Services.Connection;
using ContainerNet.Services.Engine;
using ContainerNet.Services.Firewall;
using ContainerNet.Services.Namespaces;
using ContainerNet.Services.Publishing;

namespace ContainerNet.Services.Containers;

/// <summary>Makes the module's <see cref="Container"/> of what the engine and the kernel say.</summary>
/// <param name="engine">The engine.</param>
/// <param name="namespaces">The kernel's view.</param>
/// <param name="guards">Tells how a container is guarded; null leaves <see cref="Container.Guard"/> Unknown where it would have to be read.</param>
internal sealed class ContainerReader(IContainerEngine engine, NamespaceService namespaces, GuardKeeper? guards = null)
{
    private readonly Lazy<bool> _kernelAtHand = new(() => KernelViewCheck.Check(engine.Connection.Endpoint).AtHand);

    /// <summary>Reads one container.</summary>
    /// <exception cref="ContainerNetException">ContainerNotFound.</exception>
    public async Task<Container> ReadAsync(string id, CancellationToken cancellationToken) =>
        (await ReadAsync([await engine.Containers.InspectAsync(id, cancellationToken).ConfigureAwait(false)], cancellationToken).ConfigureAwait(false))[0];

    /// <summary>Makes containers of what inspect said; networks, donors and the firewall are read once, and only where they matter.</summary>
    public async Task<IReadOnlyList<Container>> ReadAsync(IReadOnlyList<ContainerDetails> all, CancellationToken cancellationToken)
    {
        var networks = await NetworksAsync(all, cancellationToken).ConfigureAwait(false);
        var surroundings = new Surroundings { Networks = networks };
        if (guards is not null)
            (surroundings.Guards, surroundings.Ports) = await guards.ReadAsync(all.Where(GuardPlan.MayConcern), networks, cancellationToken).ConfigureAwait(false);
        foreach (var details in all)
        {
            if (NetworkModes.DonorOf(details.NetworkMode) is not { } given || surroundings.Donors.ContainsKey(given)) continue;
            surroundings.Donors[given] = await DonorAsync(given, all, cancellationToken).ConfigureAwait(false);

            // Made again, it has another id; the name it had was noted when it was joined.
            if (surroundings.Donors[given] is null && details.Labels.GetValueOrDefault(LabelNames.Donor) is { Length: > 0 } name)
                surroundings.Successors[given] = await DonorAsync(name, all, cancellationToken).ConfigureAwait(false);
        }

        return [.. all.Select(details => ToContainer(details, surroundings))];
    }

    private async Task<IReadOnlyList<NetworkDetails>> NetworksAsync(IReadOnlyList<ContainerDetails> all, CancellationToken cancellationToken) =>
        all.Any(details => NetworkModes.OfWord(details.NetworkMode) is null || (guards is not null && GuardPlan.MayConcern(details)))
            ? await engine.Networks.ListAsync(cancellationToken).ConfigureAwait(false)
            : [];

    private async Task<ContainerDetails?> DonorAsync(string given, IReadOnlyList<ContainerDetails> all, CancellationToken cancellationToken)
    {
        if (all.FirstOrDefault(one => one.Id == given || one.Name == given) is { } here) return here;
        try
        {
            return await engine.Containers.InspectAsync(given, cancellationToken).ConfigureAwait(false);
        }
        catch (ContainerNetException exception) when (exception.Id == ErrorId.ContainerNotFound)
        {
            return null;
        }
    }

    private Container ToContainer(ContainerDetails details, Surroundings surroundings)
    {
        var given = NetworkModes.DonorOf(details.NetworkMode);
        var donor = given is null ? null : surroundings.Donors.GetValueOrDefault(given);
        var mode = NetworkModes.Of(details.NetworkMode, surroundings.Networks);
        var sets = mode is ContainerMode.Joined or ContainerMode.Host ? ReadSets(details, mode, donor) : null;
        return new Container
        {
            Id = details.Id,
            Name = details.Name,
            Image = details.Image,
            ModeKind = mode,
            NetworkMode = details.NetworkMode,
            State = Capitalised(details.State),
            ExitCode = details.StartedAt is not null && details.State is "exited" or "dead" or "restarting" ? details.ExitCode : null,
            ProcessId = details.ProcessId,
            Hostname = details.Hostname,
            Networks = details.Endpoints,
            PublishedPorts = surroundings.Ports.Complete(details),
            Donor = donor?.Name ?? (given is null ? null : details.Labels.GetValueOrDefault(LabelNames.Donor, given)),
            DonorId = donor?.Id ?? (given is null ? null : surroundings.Successors.GetValueOrDefault(given)?.Id ?? given),
            DonorState = given is null ? null : DonorStates.Of(details, donor, sets).ToString(),
            SharedNamespaces = Shared(details, mode, donor, sets),
            Guard = GuardOf(details, mode, surroundings).ToString(),
            Created = details.Created,
            StartedAt = details.StartedAt,
            Labels = details.Labels,
        };
    }

    /// <summary>The namespaces of a container and of its donor, or of the host; null where one does not run or the kernel is not at hand.</summary>
    private (NamespaceSet Own, NamespaceSet Other)? ReadSets(ContainerDetails details, ContainerMode mode, ContainerDetails? donor)
    {
        var host = mode == ContainerMode.Host;
        if (details.ProcessId == 0 || (!host && donor is not { ProcessId: > 0 }) || !_kernelAtHand.Value) return null;
        try
        {
            return (namespaces.ReadSet(details.ProcessId), host ? namespaces.ReadOwnSet() : namespaces.ReadSet(donor!.ProcessId));
        }
        catch (ContainerNetException exception) when (exception.Id is ErrorId.KernelViewDenied or ErrorId.NamespaceGone)
        {
            // The engine's words are what is left: this user may not look, or the process has just ended.
            return null;
        }
    }

    private static string[] Shared(ContainerDetails details, ContainerMode mode, ContainerDetails? donor, (NamespaceSet Own, NamespaceSet Other)? sets)
    {
        if (mode is not (ContainerMode.Joined or ContainerMode.Host)) return [];
        if (sets is { } both) return SharedNamespaces.ByInode(both.Own, both.Other);
        var given = NetworkModes.DonorOf(details.NetworkMode);
        return given is null ? SharedNamespaces.ByWords(details) : SharedNamespaces.ByWords(details, given, donor?.Id ?? given, donor?.Name ?? given);
    }

    private static GuardState GuardOf(ContainerDetails details, ContainerMode mode, Surroundings surroundings) =>
        mode != ContainerMode.Bridged || !details.Labels.ContainsKey(LabelNames.Made) ? GuardState.NotApplicable
        : surroundings.Guards.GetValueOrDefault(details.Id, GuardState.Unknown);

    private static string Capitalised(string state) =>
        state.Length == 0 ? "" : char.ToUpper(state[0], CultureInfo.InvariantCulture) + state[1..];

    /// <summary>What a container's record needs beside its own inspect.</summary>
    private sealed record Surroundings
    {
        public required IReadOnlyList<NetworkDetails> Networks { get; init; }

        public Dictionary<string, ContainerDetails?> Donors { get; } = new(StringComparer.Ordinal);

        /// <summary>Containers that have the name of a donor which is not there any more.</summary>
        public Dictionary<string, ContainerDetails?> Successors { get; } = new(StringComparer.Ordinal);

        /// <summary>By id; empty where the firewall is not to be asked.</summary>
        public IReadOnlyDictionary<string, GuardState> Guards { get; set; } = new Dictionary<string, GuardState>();

        /// <summary>What this module has published.</summary>
        public OwnPorts Ports { get; set; } = OwnPorts.None;
    }
}
