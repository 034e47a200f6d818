namespace ContainerNet.Services.Repairing;

/// <summary>Gathers what tells that something may have changed: what comes while nobody waits is one signal.</summary>
internal sealed class ChangeSignal : IDisposable
{
    private readonly SemaphoreSlim _any = new(0);
    private readonly SemaphoreSlim _prompt = new(0);

    /// <summary>Something that must be looked at at once: a container has started or ended.</summary>
    public void RaiseNow()
    {
        _prompt.Release();
        _any.Release();
    }

    /// <summary>Something that seldom comes alone: rules have changed.</summary>
    public void Raise() => _any.Release();

    /// <summary>Waits for a signal; one that seldom comes alone is given a while for the others, unless one comes that must be looked at at once.</summary>
    /// <param name="settle">How long that is.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <returns>Whether one came that must be looked at at once.</returns>
    public async Task<bool> WaitAsync(TimeSpan settle, CancellationToken cancellationToken)
    {
        await _any.WaitAsync(cancellationToken).ConfigureAwait(false);
        var isPrompt = await _prompt.WaitAsync(settle, cancellationToken).ConfigureAwait(false);
        while (_any.Wait(0, CancellationToken.None))
        {
        }

        while (_prompt.Wait(0, CancellationToken.None))
        {
        }

        return isPrompt;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _any.Dispose();
        _prompt.Dispose();
    }
}
