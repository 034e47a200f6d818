using System.Management.Automation;
using ContainerNet.Services;

namespace ContainerNet.Cmdlets.Base;

/// <summary>The root of every cmdlet here: it owns the cancellation, the pump and the way an exception becomes an error record.</summary>
public abstract class ContainerNetCmdlet : PSCmdlet, IDisposable
{
    private readonly CancellationTokenSource _stop = new();

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
    private protected void WriteError(ContainerNetException exception) => WriteError(ErrorCatalogue.ToRecord(exception));

    private void Run(Func<Task> step, Action<ErrorRecord> report)
    {
        try
        {
            PipelinePump.Run(step);
        }
        catch (PipelineStoppedException)
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
        catch (Exception exception) when (exception is not RuntimeException)
        {
            ThrowTerminatingError(ErrorCatalogue.ToRecord(exception));
        }
    }

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
