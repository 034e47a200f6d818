using ContainerNet.Resources;
using ContainerNet.Services.Connection;
using ContainerNet.Services.Containers;
using ContainerNet.Services.Engine;

namespace ContainerNet.Services.Namespaces;

/// <summary>Reads the interfaces of running containers: the engine tells their processes, the kernel the rest.</summary>
/// <param name="engine">The engine.</param>
/// <param name="view">Whether the engine's processes are processes of this machine.</param>
internal sealed class InterfaceReader(IContainerEngine engine, KernelView view)
{
    private readonly NetworkEndpoints _endpoints = new(engine);

    /// <summary>Whether the counters are wanted too.</summary>
    public bool Statistics { get; init; }

    /// <summary>Whether what the engine alone knows will do where the kernel cannot be asked.</summary>
    public bool AllowPartial { get; init; }

    /// <summary>Whether the kernel can be asked, as far as that is known beforehand.</summary>
    /// <exception cref="ContainerNetException">KernelViewNotAtHand.</exception>
    public void RequireKernel()
    {
        if (view.AtHand || AllowPartial) return;
        throw NotAtHand();
    }

    /// <summary>Reads these containers, and the host first where it is wanted. One that has ended is an error if it was named, and left out if not.</summary>
    public async Task<IReadOnlyList<InterfaceReading>> ReadAsync(
        IReadOnlyList<RunningContainer> containers, bool includeHost, CancellationToken cancellationToken)
    {
        await _endpoints.PrepareAsync(containers, cancellationToken).ConfigureAwait(false);
        if (!view.AtHand) return [.. containers.Select(container => FromEngine(container, NotAtHand()))];
        return NamespaceSurvey.Run(view, Statistics, survey => Read(survey, containers, includeHost, cancellationToken));
    }

    private List<InterfaceReading> Read(
        NamespaceSurvey survey, IReadOnlyList<RunningContainer> containers, bool includeHost, CancellationToken cancellationToken)
    {
        var host = includeHost ? survey.Read(view.EngineProcessId) : null;
        var found = new (NamespaceContents? Contents, ContainerNetException? Error)[containers.Count];
        for (var i = 0; i < found.Length; i++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            found[i] = TryRead(survey, containers[i]);
        }

        // Only now, when all are read, the other ends can be found among them.
        var peers = survey.FindPeers();
        var readings = new List<InterfaceReading>(found.Length + 1);
        if (host is not null) readings.Add(new InterfaceReading(new InterfaceBuilder(host, peers, []).Build("", "")));
        for (var i = 0; i < found.Length; i++)
        {
            var container = containers[i];
            if (found[i].Contents is { } contents)
                readings.Add(new InterfaceReading(new InterfaceBuilder(contents, peers, _endpoints.Of(container)).Build(container.Name, container.Id)));
            else if (found[i].Error is { } error && (container.Given is not null || error.Id != ErrorId.NamespaceGone))
                readings.Add(FromEngine(container, error));
        }

        return readings;
    }

    private static (NamespaceContents? Contents, ContainerNetException? Error) TryRead(NamespaceSurvey survey, RunningContainer container)
    {
        try
        {
            return (survey.Read(container.ProcessId), null);
        }
        catch (ContainerNetException exception)
        {
            return (null, exception.Id == ErrorId.NamespaceGone
                ? ContainerNetException.Create(ErrorId.NamespaceGone, exception, container.Given, Text.Format("Subject_Container", container.Name))
                : exception);
        }
    }

    private InterfaceReading FromEngine(RunningContainer container, ContainerNetException error) =>
        AllowPartial && error.Id is ErrorId.KernelViewDenied or ErrorId.KernelViewNotAtHand
            ? new InterfaceReading(EngineInterfaces.Of(container, _endpoints.Of(container)), null, error.Message)
            : new InterfaceReading([], error);

    private ContainerNetException NotAtHand()
    {
        var uri = engine.Connection.Endpoint.Uri;
        return ContainerNetException.Create(ErrorId.KernelViewNotAtHand, uri, uri, view.Reason);
    }
}
