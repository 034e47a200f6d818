using System.Net;
using ContainerNet.Services.Connection;
using ContainerNet.Services.Engine;
using ContainerNet.Services.Firewall;
using ContainerNet.Services.Namespaces;
using ContainerNet.Services.Publishing;

namespace ContainerNet.Services.Repairing;

/// <summary>Finds out what each container is due: its guard, its ports, and who may get there.</summary>
internal sealed class RepairWishes(IContainerEngine engine, NamespaceService namespaces, GuardKeeper guards, KernelView view)
{
    private readonly ContainerMemory _memory = new(engine);
    private readonly PublishTargetFinder _finder = new(engine, namespaces);
    private readonly HairpinPorts _hairpins = new(namespaces);

    /// <summary>What they are due, of those that are due anything.</summary>
    /// <exception cref="ContainerNetException">KernelViewDenied, NetlinkFailed, and the errors of the engine.</exception>
    public async Task<IReadOnlyList<WantedContainer>> FindAsync(RepairScene scene, CancellationToken cancellationToken)
    {
        var wanted = await SideBySide.AskAsync(scene.All, one => FindAsync(scene, one, cancellationToken), cancellationToken).ConfigureAwait(false);
        return WithoutTwice(scene, [.. wanted.OfType<WantedContainer>()]);
    }

    private async Task<WantedContainer?> FindAsync(RepairScene scene, ContainerSummary container, CancellationToken cancellationToken)
    {
        var runs = LivingContainers.IsRunning(container);
        var guard = runs ? guards.PlanFor(ToDetails(container), scene.Networks).Target : null;
        var remembered = await _memory.FindAsync(scene, container, cancellationToken).ConfigureAwait(false);
        if (guard is null && remembered is null) return null;
        var wanted = new WantedContainer(container.Id, container.Name, new ContainerWish(container.Id) { Access = remembered?.AccessWhile([]) ?? [] })
        {
            Guard = guard,
            Remembered = remembered,
        };
        return runs && remembered is { Ports.Length: > 0 } ? await WithPortsAsync(scene, wanted, remembered, cancellationToken).ConfigureAwait(false) : wanted;
    }

    private async Task<WantedContainer> WithPortsAsync(RepairScene scene, WantedContainer wanted, DesiredContainer remembered, CancellationToken cancellationToken)
    {
        try
        {
            var details = await engine.Containers.InspectAsync(wanted.Id, cancellationToken).ConfigureAwait(false);
            var target = await _finder.FindAsync(details, wanted.Name, Task.FromResult(scene.Networks), cancellationToken).ConfigureAwait(false);
            var (ports, problems) = Free(scene, wanted.Id, remembered.Ports, cancellationToken);
            var hairpins = _hairpins.Choose(target, Ours(scene, remembered, target));
            return wanted with
            {
                Target = target,
                Remembered = remembered with { HasHairpin = hairpins.Length > 0 },
                Problems = problems,
                Wish = wanted.Wish with { Addresses = target.Addresses, Ports = ports, Hairpins = hairpins },
            };
        }
        catch (ContainerNetException exception) when (exception.Id is ErrorId.ContainerNotFound or ErrorId.ContainerNotRunning or ErrorId.NamespaceGone)
        {
            // It has ended meanwhile: its ports lead nowhere.
            return wanted;
        }
        catch (ContainerNetException exception)
            when (exception.Id is ErrorId.DonorGone or ErrorId.DonorRestarted or ErrorId.PublishNotPossible or ErrorId.NetworkInternal)
        {
            return wanted with { Problems = [exception] };
        }
    }

    // Who turned it on stands in the rules; where these are lost, in the file.
    private static HashSet<IPAddress> Ours(RepairScene scene, DesiredContainer remembered, PublishTarget target) =>
        [.. HairpinPorts.OursIn(scene.Reading.Owned), .. remembered.HasHairpin ? target.Addresses.Select(static to => to.Address) : []];

    /// <summary>Those that stand, and of the others those nobody else has taken meanwhile.</summary>
    private (PortForward[] Ports, List<ContainerNetException> Problems) Free(RepairScene scene, string id, PortForward[] remembered, CancellationToken cancellationToken)
    {
        var standing = scene.Ports.Ports.Where(port => port.ContainerId == id).Select(static port => port.Owner.Port).ToHashSet(StringComparer.Ordinal);
        var holders = new HeldPorts(scene.All, view.AtHand ? new HostSockets() : null);
        var living = holders.Living();
        var held = holders.With(scene.Ports.Where(other => other != id && living.Runs(other)));
        var (free, problems) = (new List<PortForward>(), new List<ContainerNetException>());
        foreach (var port in remembered)
        {
            try
            {
                if (!standing.Contains(port.Port)) new FreePorts(held).Settle(port.Mappings, cancellationToken);
                free.Add(port);
            }
            catch (ContainerNetException exception) when (exception.Id == ErrorId.PortInUse)
            {
                problems.Add(exception);
            }
        }

        return ([.. free], problems);
    }

    /// <summary>Of a port that two containers remember, one gets it: the one that has it.</summary>
    private static WantedContainer[] WithoutTwice(RepairScene scene, WantedContainer[] all)
    {
        var owners = scene.Ports.Ports.Select(static port => (port.ContainerId, port.Owner.Port)).ToHashSet();
        var taken = new List<(string Id, PortForward Port)>();
        foreach (var (id, port) in all.SelectMany(static one => one.Wish.Ports.Select(port => (one.Id, Port: port))).OrderBy(pair => owners.Contains((pair.Id, pair.Port.Port)) ? 0 : 1))
        {
            if (!taken.Exists(other => other.Port.Excludes(port))) taken.Add((id, port));
        }

        return Array.ConvertAll(all, one => one.WithPorts([.. one.Wish.Ports.Where(port => taken.Contains((one.Id, port)))]));
    }

    private static ContainerDetails ToDetails(ContainerSummary container) => new()
    {
        Id = container.Id,
        Name = container.Name,
        NetworkMode = container.NetworkMode,
        State = container.State,
        Endpoints = container.Endpoints,
        Ports = container.Ports,
        Labels = container.Labels.ToDictionary(StringComparer.Ordinal),
    };
}
