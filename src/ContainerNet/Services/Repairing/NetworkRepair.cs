using System.Net;
using ContainerNet.Services.Connection;
using ContainerNet.Services.Engine;
using ContainerNet.Services.Firewall;
using ContainerNet.Services.Namespaces;
using ContainerNet.Services.Publishing;

namespace ContainerNet.Services.Repairing;

/// <summary>Brings rules, hairpin modes and what is remembered to what the containers are due.</summary>
internal sealed class NetworkRepair
{
    private readonly IContainerEngine _engine;
    private readonly FirewallWriter _writer;
    private readonly DesiredState _desired;
    private readonly KernelView _view;
    private readonly RepairWishes _wishes;
    private readonly HairpinPorts _hairpins;
    private readonly SweepAftermath _aftermath;

    public NetworkRepair(IContainerEngine engine, GuardKeeper guards, FirewallWriter writer, DesiredState desired, KernelView view)
    {
        (_engine, _writer, _desired, _view) = (engine, writer, desired, view);
        var namespaces = new NamespaceService();
        _wishes = new RepairWishes(engine, namespaces, guards, view);
        _hairpins = new HairpinPorts(namespaces);
        _aftermath = new SweepAftermath(engine, writer, desired);
    }

    /// <summary>Refuses an engine whose rules cannot be changed from here.</summary>
    /// <exception cref="ContainerNetException">KernelViewNotAtHand, EngineWithoutFirewall, BackendNotSupported.</exception>
    public Task RequireEngineAsync(CancellationToken cancellationToken) => PublishChecks.RequireEngineAsync(_engine, _view, cancellationToken);

    /// <summary>Says what a repair would put right. Changes nothing, and waits for nobody.</summary>
    /// <exception cref="ContainerNetException">What <see cref="RepairScene"/> and <see cref="RepairWishes"/> throw.</exception>
    public async Task<RepairOutcome> PreviewAsync(CancellationToken cancellationToken)
    {
        var plan = await PlanAsync(static _ => true, cancellationToken).ConfigureAwait(false);
        return new RepairOutcome([.. plan.Repairs, .. Hairpins(plan).Select(static one => one.Repair), .. MemoryRepairs(plan, "")], [.. plan.Problems], null);
    }

    /// <summary>Puts right what is not. Ends at once when it is cancelled, before anything is changed or when all is.</summary>
    /// <param name="isAgreed">Whether what concerns a container, by its id, may be put right; by an empty one what concerns none.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="ContainerNetException">What <see cref="RepairScene"/>, <see cref="RepairWishes"/> and <see cref="FirewallWriter"/> throw.</exception>
    public async Task<RepairOutcome> RepairAsync(Func<string, bool> isAgreed, CancellationToken cancellationToken)
    {
        using var held = await _writer.LockAsync(cancellationToken).ConfigureAwait(false);
        var plan = await PlanAsync(isAgreed, cancellationToken).ConfigureAwait(false);
        cancellationToken.ThrowIfCancellationRequested();
        var hairpins = Hairpins(plan);
        var done = new List<Repair>();
        var failure = default(ContainerNetException);
        try
        {
            var change = await _writer.ApplyAsync(plan.Scene.Reading, plan.Wish).ConfigureAwait(false);
            done.AddRange(plan.Repairs);
            foreach (var (process, address, repair) in hairpins)
            {
                _hairpins.Set(process, address, on: true);
                done.Add(repair);
            }

            await _aftermath.EndAsync(change, LivingAsync, CancellationToken.None).ConfigureAwait(false);
            done.AddRange(Remember(plan, isAgreed));
        }
        catch (ContainerNetException exception) when (done.Count > 0)
        {
            failure = exception;
        }

        return new RepairOutcome([.. done.Select(static one => one with { Time = DateTime.UtcNow })], [.. plan.Problems], failure)
        {
            Targets = [.. plan.Wanted.Select(static one => one.Target).OfType<PublishTarget>()],
        };
    }

    /// <summary>Takes away what leads to containers that have ended while the engine cannot be asked.</summary>
    /// <exception cref="ContainerNetException">The errors of the firewall.</exception>
    public async Task<IReadOnlyList<Repair>> WithdrawAsync(IReadOnlyCollection<PublishTarget> ended, CancellationToken cancellationToken)
    {
        using var held = await _writer.LockAsync(cancellationToken).ConfigureAwait(false);
        if (await _writer.Tools.ReadAsync(FirewallWriter.IsOurs, withIPv6: true, cancellationToken).ConfigureAwait(false) is not { } reading) return [];
        var names = ended.ToDictionary(static one => one.Id, static one => one.Name, StringComparer.Ordinal);
        var remembered = (_desired.Peek() ?? []).ToDictionary(static one => one.Id, StringComparer.Ordinal);
        var wish = new FirewallWish([], [], (_, owner) => names.ContainsKey(owner.ContainerId)
            && (remembered.TryGetValue(owner.ContainerId, out var known) ? known.Ends(owner) : RulePurpose.IsForwarding(owner.Purpose)));
        Repair[] repairs = [.. new RuleRepairs(reading, wish, id => names.GetValueOrDefault(id, "")).Describe()];
        await _writer.ApplyAsync(reading, wish).ConfigureAwait(false);
        new OldConnections(new HostNetwork()).DeleteFlows([.. OwnPorts.Read(reading.IPv4, reading.IPv6).Ports.Where(port => names.ContainsKey(port.ContainerId))]);
        return repairs;
    }

    private async Task<RepairPlan> PlanAsync(Func<string, bool> isAgreed, CancellationToken cancellationToken)
    {
        var scene = await RepairScene.ReadAsync(_engine, _writer, _desired, cancellationToken).ConfigureAwait(false);
        var wanted = await _wishes.FindAsync(scene, cancellationToken).ConfigureAwait(false);
        return RepairPlan.Of(scene, wanted, _engine.Connection.Endpoint.Uri.OriginalString, isAgreed);
    }

    private (int ProcessId, IPAddress Address, Repair Repair)[] Hairpins(RepairPlan plan) =>
        [.. plan.Wanted.Where(static one => one.Target is not null && one.Wish.Ports.Length > 0)
            .SelectMany(one => one.Wish.Hairpins.Where(address => _hairpins.IsOff(one.Target!.ProcessId, address)).Select(address => (one.Target!.ProcessId, address, new Repair
            {
                Action = nameof(RepairAction.Added), ContainerId = one.Id, ContainerName = one.Name, Subject = $"hairpin {address}",
            })))];

    private IEnumerable<Repair> Remember(RepairPlan plan, Func<string, bool> isAgreed)
    {
        if (!plan.ChangesMemory || !isAgreed("")) return [];
        // Reading sets a broken one aside.
        _desired.Read();
        _desired.Write(plan.Memory);
        return MemoryRepairs(plan, _desired.SetAside ?? "");
    }

    private IEnumerable<Repair> MemoryRepairs(RepairPlan plan, string aside)
    {
        if (!plan.ChangesMemory) return [];
        return plan.Scene.Remembered is null
            ? [new Repair { Action = nameof(RepairAction.SetAside), Subject = _desired.Path, After = aside }]
            : [new Repair { Action = nameof(RepairAction.Changed), Subject = _desired.Path, Before = Ids(plan.Scene.Remembered), After = Ids(plan.Memory) }];
    }

    private static string Ids(IReadOnlyList<DesiredContainer> containers) => string.Join(", ", containers.Select(static one => one.Id[..12]));

    private Task<LivingContainers> LivingAsync(CancellationToken cancellationToken) => LivingContainers.AskAsync(_engine, _desired, cancellationToken);
}
