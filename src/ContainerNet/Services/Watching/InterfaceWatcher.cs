using System.Runtime.CompilerServices;
using System.Threading.Channels;
using ContainerNet.Linux;
using ContainerNet.Linux.Netlink;
using ContainerNet.Services.Connection;
using ContainerNet.Services.Containers;
using ContainerNet.Services.Engine;
using ContainerNet.Services.Namespaces;

namespace ContainerNet.Services.Watching;

/// <summary>Tells changes of containers' interfaces as they happen: the kernel's notices, and the engine's events for starts and ends.</summary>
/// <param name="engine">The engine.</param>
/// <param name="view">Tells the engine's process.</param>
internal sealed class InterfaceWatcher(IContainerEngine engine, KernelView view)
{
    // When nobody takes them the kernel is left to count out what is lost, and all is read again.
    private const int MaxWaiting = 4096;

    private readonly InterfaceTracker _tracker = new(view);
    private readonly NetworkEndpoints _endpoints = new(engine);
    private readonly RunningContainers _running = new(engine);

    /// <summary>Tells changes from now on, until it is cancelled.</summary>
    /// <exception cref="ContainerNetException">KernelViewDenied, NetlinkFailed, EngineConnectionLost.</exception>
    public async IAsyncEnumerable<ContainerInterfaceEvent> WatchAsync(WatchFilter filter, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var told = Channel.CreateBounded<object>(new BoundedChannelOptions(MaxWaiting) { SingleReader = true });
        using var monitor = OpenMonitor();
        var kernel = Task.Factory.StartNew(() => Listen(monitor, told.Writer, stop.Token), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        var daemon = FollowAsync(told.Writer, DateTime.UtcNow, stop.Token);
        try
        {
            foreach (var found in await _running.FindAllAsync(stop.Token).ConfigureAwait(false))
            {
                // What is there at the beginning is no change.
                if (found.Value is { } container && filter.Wants(container.Id, container.Name)) await AddAsync(container, stop.Token).ConfigureAwait(false);
            }

            await foreach (var item in told.Reader.ReadAllAsync(stop.Token).ConfigureAwait(false))
            {
                var events = item is NetworkNotice notice ? _tracker.Take(notice)
                    : await TakeAsync((ContainerEvent)item, filter, stop.Token).ConfigureAwait(false);
                foreach (var one in events) yield return one;
            }
        }
        finally
        {
            await stop.CancelAsync().ConfigureAwait(false);
            monitor.Stop();
            await kernel.ConfigureAwait(false);
            await daemon.ConfigureAwait(false);
        }
    }

    private async Task<List<ContainerInterfaceEvent>> TakeAsync(ContainerEvent told, WatchFilter filter, CancellationToken cancellationToken)
    {
        if (told.Action == "rename") _tracker.Rename(told.Id, told.Name);
        if (told.Action is not ("start" or "connect")) return _tracker.DropEnded();
        if (told.Action == "start" && !filter.Wants(told.Id, told.Name)) return [];
        var target = new ContainerTarget { Id = told.Id, Name = told.Name };
        var found = await _running.FindAsync([target], static target => target.Name, cancellationToken).ConfigureAwait(false);

        // Where there is none it has ended again.
        if (found is not [{ Value: { } container }]) return [];
        return told.Action == "start"
            ? await AddAsync(container, cancellationToken).ConfigureAwait(false)
            : _tracker.SetEndpoints(told.Id, container.Endpoints);
    }

    private async Task<List<ContainerInterfaceEvent>> AddAsync(RunningContainer container, CancellationToken cancellationToken)
    {
        if (_tracker.Knows(container)) return [];
        await _endpoints.PrepareAsync([container], cancellationToken).ConfigureAwait(false);
        try
        {
            return _tracker.Add(container, _endpoints.Of(container));
        }
        catch (ContainerNetException exception) when (exception.Id == ErrorId.NamespaceGone)
        {
            // It has ended again.
            return [];
        }
    }

    private static NetlinkMonitor OpenMonitor()
    {
        try
        {
            return NetlinkMonitor.Open();
        }
        catch (KernelException exception)
        {
            throw KernelErrors.ToContainerNet(exception, Environment.ProcessId);
        }
    }

    private static void Listen(NetlinkMonitor monitor, ChannelWriter<object> told, CancellationToken cancellationToken)
    {
        try
        {
            monitor.Run(notice => told.WriteAsync(notice, cancellationToken).AsTask().GetAwaiter().GetResult());
        }
        catch (Exception exception) when (exception is OperationCanceledException or ChannelClosedException)
        {
            // Nobody listens any more.
            return;
        }
        catch (KernelException exception)
        {
            told.TryComplete(KernelErrors.ToContainerNet(exception, Environment.ProcessId));
        }
    }

    private async Task FollowAsync(ChannelWriter<object> told, DateTime since, CancellationToken cancellationToken)
    {
        try
        {
            await foreach (var one in engine.Containers.WatchAsync(since, cancellationToken).ConfigureAwait(false))
                await told.WriteAsync(one, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is OperationCanceledException or ChannelClosedException)
        {
            // Nobody listens any more.
            return;
        }
        catch (ContainerNetException exception)
        {
            told.TryComplete(exception);
        }
    }
}
