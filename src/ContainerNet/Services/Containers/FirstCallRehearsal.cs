using ContainerNet.Services.Connection;
using ContainerNet.Services.Engine;

namespace ContainerNet.Services.Containers;

/// <summary>
/// Plays a session's first call through while PowerShell still imports the module, so that the runtime has compiled most of it when a user's
/// first call comes: code that waits for an answer cannot be compiled ahead. No engine is asked, nothing is read or written, and what a cmdlet
/// uses is not touched.
/// </summary>
internal static class FirstCallRehearsal
{
    /// <summary>Begins on another thread and returns. Not on a machine with one processor: it would stand in the first call's way.</summary>
    public static void Begin()
    {
        if (Environment.ProcessorCount == 1) return;

        // A rehearsal that fails has prepared less. What is wrong (a file of the module is missing, say) is met by the first call, and told there.
        Task.Run(() => RunAsync(EngineFactoryLoader.Factory, CancellationToken.None))
            .ContinueWith(static failed => _ = failed.Exception, CancellationToken.None, TaskContinuationOptions.OnlyOnFaulted, TaskScheduler.Default);
    }

    /// <summary>The containers that the engine of the rehearsal holds, read as <c>Get-Container</c> reads them.</summary>
    /// <param name="factory">Makes the engine.</param>
    /// <param name="cancellationToken">Ends it at once.</param>
    public static async Task<IReadOnlyList<Container>> RunAsync(IContainerEngineFactory factory, CancellationToken cancellationToken)
    {
        using var engine = await factory.RehearseAsync(cancellationToken).ConfigureAwait(false);
        var services = new ContainerServices(engine);

        // What comes last first: a call that comes meanwhile has the list compiled while this has what follows it compiled. In the same order the
        // one would but wait for the other.
        var read = await services.Query.ReadAsync([new ContainerSummary { Id = "c1", Name = "rehearsal" }], new ContainerFilter(), cancellationToken).ConfigureAwait(false);
        await services.Finder.ListAsync(cancellationToken).ConfigureAwait(false);
        return read;
    }
}
