using System.Net;
using System.Net.Sockets;
using ContainerNet.Linux;
using ContainerNet.Resources;
using ContainerNet.Services.Connection;
using ContainerNet.Services.Containers;
using ContainerNet.Services.Engine;
using ContainerNet.Services.Firewall;
using ContainerNet.Services.Namespaces;

namespace ContainerNet.Services.Publishing;

/// <summary>Publishes ports on running containers by rules of this module.</summary>
internal sealed class PublishService
{
    private readonly IContainerEngine _engine;
    private readonly KernelView _view;
    private readonly FirewallWriter _writer;
    private readonly HairpinPorts _hairpins;
    private readonly PublishTargetFinder _finder;
    private readonly PortRules _rules;
    private readonly DesiredState _desired;
    private readonly HostNetwork _host = new();

    public PublishService(IContainerEngine engine, NamespaceService namespaces, KernelView view, FirewallWriter writer, DesiredState desired)
    {
        (_engine, _view, _writer, _desired) = (engine, view, writer, desired);
        _hairpins = new HairpinPorts(namespaces);
        _finder = new PublishTargetFinder(engine, namespaces);
        _rules = new PortRules(writer, desired, _hairpins);
    }

    /// <summary>Publishes ports on a running container.</summary>
    /// <param name="inspect">Asks for the container.</param>
    /// <param name="request">The ports.</param>
    /// <param name="cancellationToken">Ends it; what was begun is ended whole.</param>
    /// <returns>The ports, with those of the host that were chosen.</returns>
    /// <exception cref="ContainerNetException">The refusals of <see cref="PublishChecks"/> and <see cref="PublishTargetFinder"/>, PortInUse,
    /// PublishShadowed, DesiredStateFailed, and the errors of the firewall. Nothing is changed then.</exception>
    public async Task<PublishedPorts> PublishAsync(
        Func<Task<ContainerDetails>> inspect, PublishRequest request, CancellationToken cancellationToken)
    {
        using var held = await LockAsync(cancellationToken).ConfigureAwait(false);
        var sockets = new HostSockets();
        var reading = ReadAsync(inspect, request.Given, sockets, cancellationToken);
        // While the engine thinks, the tool starts, and what the kernel knows is read.
        var waiting = _writer.Tools.StartRestore();
        await using var ended = waiting.ConfigureAwait(false);
        foreach (var mapping in request.Mappings) sockets.Of(mapping.Protocol);
        var (before, target, holders) = await reading.ConfigureAwait(false);
        PublishChecks.RequireAddresses(request, target, _host);
        var living = holders.Living(_desired);
        var leavesStale = Task.Run(() => before.Owned.Any(pair => living.IsStale(pair.Rule, pair.Owner)));
        // What has outlived its container holds no port: it goes with this change.
        var ports = PortForward.From(new FreePorts(holders.With(OwnPorts.Read(before.IPv4, before.IPv6).Where(living.Runs))).Settle(request.Mappings, cancellationToken));
        cancellationToken.ThrowIfCancellationRequested();
        var access = request.AllowFrom.Length == 0 ? []
            : Array.ConvertAll(ports, port => new PortAccess(FamilyOf(port.HostIP, target), port.Host, port.Protocol, request.AllowFrom));
        var wish = Wish(target, ports, access, before);
        var after = await ChangeAsync(target, wish, before, living, remembered => Remember(remembered, target, wish), waiting).ConfigureAwait(false);
        return new PublishedPorts(target, wish, after, await leavesStale.ConfigureAwait(false));
    }

    /// <summary>Publishes again what was published on a container before it was stopped.</summary>
    /// <exception cref="ContainerNetException">PortInUse, PublishShadowed, the refusals of <see cref="PublishTargetFinder"/>, and the errors of the firewall.</exception>
    public async Task RestoreAsync(ContainerDetails container, DesiredContainer wanted, CancellationToken cancellationToken)
    {
        using var held = await LockAsync(cancellationToken).ConfigureAwait(false);
        var (before, target, holders) = await ReadAsync(() => Task.FromResult(container), container.Name, new HostSockets(), cancellationToken).ConfigureAwait(false);
        var living = holders.Living(_desired);
        var others = OwnPorts.Read(before.IPv4, before.IPv6).Where(id => id != container.Id && living.Runs(id));
        new FreePorts(holders.With(others)).Settle(wanted.Ports.SelectMany(static port => port.Mappings), cancellationToken);
        await ChangeAsync(target, Wish(target, wanted.Ports, wanted.Access, before), before, living, static remembered => remembered).ConfigureAwait(false);
    }

    private async Task<FileLock> LockAsync(CancellationToken cancellationToken)
    {
        await PublishChecks.RequireEngineAsync(_engine, _view, cancellationToken).ConfigureAwait(false);
        return await _writer.LockAsync(cancellationToken).ConfigureAwait(false);
    }

    // Beside each other: the engine's answers, and the rules.
    private async Task<(FirewallReading Before, PublishTarget Target, HeldPorts Holders)> ReadAsync(
        Func<Task<ContainerDetails>> inspect, object given, HostSockets sockets, CancellationToken cancellationToken)
    {
        var networks = _engine.Networks.ListAsync(cancellationToken);
        var listing = new PortHolders(_engine, () => _view.AtHand, sockets).ReadAsync(cancellationToken);
        var inspecting = inspect();
        using var end = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var reading = ReadForAsync(inspecting, end.Token);
        try
        {
            var container = await inspecting.ConfigureAwait(false);
            var finding = _finder.FindAsync(container, given, networks, cancellationToken);
            await Task.WhenAll(finding, listing).ConfigureAwait(false);
            return (await reading.ConfigureAwait(false), await finding.ConfigureAwait(false), await listing.ConfigureAwait(false));
        }
        catch
        {
            // No tool of ours runs on when the error is told.
            await end.CancelAsync().ConfigureAwait(false);
            await ((Task)reading).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            throw;
        }
    }

    // Whether IPv6 is concerned, only the container tells.
    private async Task<FirewallReading> ReadForAsync(Task<ContainerDetails> inspecting, CancellationToken cancellationToken)
    {
        var ipv4 = await _writer.Tools.ReadAsync(FirewallWriter.IsEngines, withIPv6: false, cancellationToken).ConfigureAwait(false);
        var container = await inspecting.ConfigureAwait(false);
        var reading = ipv4 ?? throw ContainerNetException.Create(ErrorId.EngineWithoutFirewall, container.Id);
        return container.Endpoints.Length == 0 || Array.Exists(container.Endpoints, static endpoint => endpoint.IPv6Address.Length > 0)
            ? await _writer.Tools.WithIPv6Async(reading, cancellationToken).ConfigureAwait(false)
            : reading;
    }

    private async Task<FirewallReading> ChangeAsync(
        PublishTarget target, ContainerWish wish, FirewallReading before, LivingContainers living, Func<DesiredContainer?, DesiredContainer?> remember,
        WaitingRestore? waiting = null)
    {
        HashSet<string> labels = [.. wish.Labels, .. wish.Access.Select(static access => access.Port)];
        // What a process that was killed left of the same ports goes, wherever it led; and what would stand before these rules and lead nowhere.
        var rules = ContainerWish.Rules([wish], (rule, owner) => (owner.ContainerId == target.Id && labels.Contains(owner.Port)) || living.IsStale(rule, owner));
        var after = await _rules.ChangeAsync(before, new PortChange(target.Id, rules, remember)
        {
            ProcessId = target.ProcessId,
            Hairpins = wish.Hairpins,
            Waiting = waiting,
            Meanwhile = () => _ = _host.Links,
            Verify = reading => RefuseShadows(reading, wish),
        }).ConfigureAwait(false);
        new OldConnections(_host).DeleteDatagrams(wish.Ports);
        return after;
    }

    /// <summary>What is wanted for a container's ports.</summary>
    private ContainerWish Wish(PublishTarget target, PortForward[] ports, PortAccess[] access, FirewallReading before) => new(target.Id)
    {
        Addresses = target.Addresses,
        Ports = ports,
        Access = access,
        Hairpins = _hairpins.Choose(target, HairpinPorts.OursIn(before.Owned)),
    };

    private DesiredContainer Remember(DesiredContainer? before, PublishTarget target, ContainerWish wish)
    {
        var start = (before ?? new DesiredContainer(target.Id, _engine.Connection.Endpoint.Uri.OriginalString, null, [], [])) with { Donor = target.Donor };
        var with = wish.Access.Aggregate(start.Without(wish.Labels), static (one, access) => one.With(access));
        return with with { Ports = [.. with.Ports, .. wish.Ports], HasHairpin = wish.Hairpins.Count > 0 };
    }

    private void RefuseShadows(FirewallReading after, ContainerWish wish)
    {
        foreach (var to in wish.Addresses)
        {
            var rules = to.Address.AddressFamily == AddressFamily.InterNetwork ? after.IPv4 : after.IPv6!;
            foreach (var port in wish.Ports.Where(port => PublishRules.IsOf(port.HostIP, to.Address.AddressFamily)))
            {
                if (Shadows.Find(rules, new PortFlow(port, to, _host.Links), wish.Access.Length > 0) is { } rule)
                    throw ContainerNetException.Create(ErrorId.PublishShadowed, port.ToString(), port, WithOwner(after, rule, port));
            }
        }
    }

    // Of a stopped container that the engine publishes: what was said of its sources stands.
    private static string WithOwner(FirewallReading reading, string rule, PortForward port) =>
        reading.Owned.FirstOrDefault(pair => rule.EndsWith(pair.Rule.Text, StringComparison.Ordinal)) is { Rule: not null } found
            ? Text.Format("Shadow_OfContainer", rule, ContainerIds.Short(found.Owner.ContainerId), port.Host) : rule;

    /// <summary>The addresses at which a port arrives: of the families the container has.</summary>
    private static string FamilyOf(string hostIP, PublishTarget target) =>
        hostIP.Length > 0 || target.Addresses.Length > 1 ? hostIP
        : target.Addresses[0].Address.AddressFamily == AddressFamily.InterNetwork ? IPAddress.Any.ToString()
        : IPAddress.IPv6Any.ToString();
}

/// <summary>What was published.</summary>
/// <param name="Target">The container, with the addresses the ports lead to.</param>
/// <param name="Wish">What was asked for.</param>
/// <param name="After">The rules that stand.</param>
/// <param name="LeavesStale">Whether rules were seen that have outlived their container.</param>
internal sealed record PublishedPorts(PublishTarget Target, ContainerWish Wish, FirewallReading After, bool LeavesStale)
{
    /// <summary>The ports, as the rules say.</summary>
    public IEnumerable<PublishedPort> Read() => OwnPorts.Read(After.IPv4, After.IPv6).Of(Target.Id, Wish.Labels);
}
