namespace ContainerNet.Services.Engine;

/// <summary>Asks an engine many things at once.</summary>
internal static class SideBySide
{
    // Each inspect is a connection of its own: more at once only queue up in the engine.
    private const int AtOnce = 8;

    /// <summary>The answers, in the order of the questions.</summary>
    public static Task<TAnswer[]> AskAsync<TQuestion, TAnswer>(
        IEnumerable<TQuestion> questions, Func<TQuestion, Task<TAnswer>> ask, CancellationToken cancellationToken)
    {
        // Not disposed of: it holds nothing but memory while nobody asks for its wait handle.
        var slots = new SemaphoreSlim(AtOnce);
        return Task.WhenAll(questions.Select(async question =>
        {
            await slots.WaitAsync(cancellationToken).ConfigureAwait(false);
            try
            {
                return await ask(question).ConfigureAwait(false);
            }
            finally
            {
                slots.Release();
            }
        }));
    }
}
