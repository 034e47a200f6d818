using ContainerNet.Services;
using ContainerNet.Services.Containers;

namespace ContainerNet.Cmdlets.Base;

/// <summary>A cmdlet that acts on containers: several at once, results and errors in order, and at the end the guards of those that are gone are swept.</summary>
public abstract class ContainerActionCmdlet : ContainerTargetCmdlet
{
    private readonly ForeignContainers _left = new();
    private OrderedWork<Container?>? _work;
    private ContainerServices? _services;
    private bool _sweep;

    /// <summary>How many containers are worked on at once.</summary>
    private protected virtual int AtOnce => 8;

    /// <summary>Whether a wildcard leaves the containers alone that this module did not make.</summary>
    private protected virtual bool SparesForeign => false;

    /// <summary>Whether the container is read again and written when the work is done.</summary>
    private protected virtual bool WritesContainer => false;

    /// <summary>Whether the work changes anything: if so it is asked for by ShouldProcess, and guards are swept at the end.</summary>
    private protected virtual bool Changes => true;

    /// <summary>Does the work, on a pool thread: nothing may be written here.</summary>
    private protected abstract Task ActAsync(ContainerLifecycle lifecycle, ContainerTarget target, CancellationToken cancellationToken);

    private ContainerServices Services => _services ??= new ContainerServices(Client);

    private protected sealed override async Task ProcessContainerAsync(ContainerTarget target)
    {
        if (SparesForeign && target is { Wildcard: not null, IsOurs: false })
        {
            _left.Add(target);
            return;
        }

        if (Changes && !ShouldProcess(target.Name)) return;
        _sweep |= Changes && target.IsOurs != false;
        var services = Services;
        _work ??= new OrderedWork<Container?>(AtOnce, WriteIfAny, WriteError, StopToken);
        await _work.AddAsync(token => ActAndReadAsync(services, target, token));
    }

    private protected sealed override async Task EndAsync()
    {
        if (_work is not null) await _work.DrainAsync();
        if (_sweep) await SweptAsync(Services.Guards.SweepAsync(StopToken));
        foreach (var error in _left.ToErrors()) WriteError(error);
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing) _work?.Dispose();
        base.Dispose(disposing);
    }

    private async Task<Container?> ActAndReadAsync(ContainerServices services, ContainerTarget target, CancellationToken cancellationToken)
    {
        await target.NamedAsync(async () =>
        {
            await ActAsync(services.Lifecycle, target, cancellationToken);
            return true;
        });
        try
        {
            return WritesContainer ? await services.Reader.ReadAsync(target.Id, cancellationToken) : null;
        }
        catch (ContainerNetException exception) when (exception.Id == ErrorId.ContainerNotFound)
        {
            // The engine removes one made with -AutoRemove as soon as it ends: there is nothing to pass through.
            return null;
        }
    }

    private void WriteIfAny(Container? container)
    {
        if (container is not null) WriteObject(container);
    }
}
