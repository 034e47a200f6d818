using System.Management.Automation;
using ContainerNet.Services;

namespace ContainerNet.Cmdlets.Base;

/// <summary>The root of every cmdlet here: it owns the cancellation, the pump and the way an exception becomes an error record.</summary>
public abstract class ContainerNetCmdlet : PSCmdlet, IDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private SynchronizationContext? _pump;

    /// <summary>Cancelled by Ctrl+C.</summary>
    private protected CancellationToken StopToken => _stop.Token;

    /// <summary>Runs once before the first item; what fails here ends the cmdlet.</summary>
    private protected virtual Task BeginAsync() => Task.CompletedTask;

    /// <summary>Runs once an item; a <see cref="ContainerNetException"/> here is written as an error, and the next item follows.</summary>
    private protected virtual Task ProcessAsync() => Task.CompletedTask;

    /// <summary>Runs once after the last item.</summary>
    private protected virtual Task EndAsync() => Task.CompletedTask;

    /// <inheritdoc/>
    protected sealed override void BeginProcessing() => Run(BeginAsync, ThrowTerminatingError);

    /// <inheritdoc/>
    protected sealed override void ProcessRecord() => Run(ProcessAsync, WriteError);

    /// <inheritdoc/>
    protected sealed override void EndProcessing() => Run(EndAsync, WriteError);

    /// <inheritdoc/>
    protected sealed override void StopProcessing() => _stop.Cancel();

    /// <summary>Writes an error of the catalogue and lets the cmdlet go on.</summary>
    internal void WriteError(ContainerNetException exception) => WriteError(ErrorCatalogue.ToRecord(exception));

    /// <summary>Does one item's work: its error is written, and the next item follows.</summary>
    private protected async Task TryAsync(Func<Task> work)
    {
        try
        {
            await work();
        }
        catch (ContainerNetException exception)
        {
            WriteError(exception);
        }
    }

    /// <summary>Runs <paramref name="action"/> on the pipeline thread, whichever thread calls, and waits for it.</summary>
    internal void OnPipeline(Action action) => (_pump ?? throw new InvalidOperationException("No step runs.")).Send(_ => action(), null);

    private void Run(Func<Task> step, Action<ErrorRecord> report)
    {
        try
        {
            PipelinePump.Run(() =>
            {
                _pump = SynchronizationContext.Current;
                return step();
            });
        }
        catch (Exception exception) when (IsPowerShellsOwn(exception))
        {
            throw;
        }
        catch (OperationCanceledException) when (_stop.IsCancellationRequested)
        {
            throw new PipelineStoppedException();
        }
        catch (ContainerNetException exception)
        {
            report(ErrorCatalogue.ToRecord(exception));
        }
        catch (Exception exception)
        {
            ThrowTerminatingError(ErrorCatalogue.ToRecord(exception));
        }
    }

    // A stopped pipeline, Select-Object -First upstream, ErrorActionPreference Stop: PowerShell steers by exceptions, some of them internal.
    private static bool IsPowerShellsOwn(Exception exception) =>
        exception is RuntimeException || exception.GetType().Namespace?.StartsWith("System.Management.Automation", StringComparison.Ordinal) == true;

    /// <inheritdoc/>
    public void Dispose()
    {
        Dispose(true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Frees what the cmdlet holds.</summary>
    protected virtual void Dispose(bool disposing)
    {
        if (disposing) _stop.Dispose();
    }
}
