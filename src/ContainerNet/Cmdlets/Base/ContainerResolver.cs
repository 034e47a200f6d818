using ContainerNet.Services;
using ContainerNet.Services.Containers;
using ContainerNet.Services.Engine;
using ContainerNet.Services.Input;

namespace ContainerNet.Cmdlets.Base;

/// <summary>Turns what the user gave into the containers it means.</summary>
internal static class ContainerResolver
{
    /// <summary>The containers a reference means; one that holds a full id is taken at its word, without asking the engine.</summary>
    /// <param name="engine">The engine to look on.</param>
    /// <param name="reference">What the user gave.</param>
    /// <param name="byPipeline">Whether it came by pipeline, where a number is a foreign object.</param>
    /// <param name="cancellationToken">Ends it at once.</param>
    /// <exception cref="ContainerNetException">NotAContainer, ContainerNotFound, ContainerAmbiguous.</exception>
    public static async Task<IReadOnlyList<ContainerTarget>> ResolveAsync(
        IContainerEngine engine, ContainerReference reference, bool byPipeline, CancellationToken cancellationToken)
    {
        RequireContainer(reference, byPipeline);
        if (reference.Id is { } id && ContainerIds.IsFull(id))
            return [new ContainerTarget { Id = id, Name = reference.Text, IsOurs = (reference.Source as Container)?.IsOurs }];

        return Resolve(await new ContainerFinder(engine).ListAsync(cancellationToken), reference, byPipeline);
    }

    /// <summary>The containers a reference means among these.</summary>
    /// <exception cref="ContainerNetException">NotAContainer, ContainerNotFound, ContainerAmbiguous.</exception>
    public static IReadOnlyList<ContainerTarget> Resolve(IReadOnlyList<ContainerSummary> all, ContainerReference reference, bool byPipeline)
    {
        RequireContainer(reference, byPipeline);
        var text = reference.Id ?? reference.Text;
        var wildcard = reference.AllowsWildcard && Wildcard.Is(text) ? text : null;
        var found = wildcard is null ? [ContainerFinder.One(all, text)] : ContainerFinder.Match(all, wildcard);
        return [.. found.Select(summary => ContainerTarget.Of(summary, wildcard))];
    }

    /// <summary>
    /// The containers a reference means, for one who inspects them next: a literal name needs no list then, where the engine cannot take the
    /// text for an id's start.
    /// </summary>
    /// <inheritdoc cref="ResolveAsync"/>
    public static async Task<IReadOnlyList<ContainerTarget>> ResolveToInspectAsync(
        IContainerEngine engine, ContainerReference reference, bool byPipeline, CancellationToken cancellationToken)
    {
        RequireContainer(reference, byPipeline);
        var text = reference.Text;
        return reference.Id is null && ContainerName.IsValid(text) && !text.All(char.IsAsciiHexDigit)
            ? [new ContainerTarget { Id = text, Name = text }]
            : await ResolveAsync(engine, reference, byPipeline, cancellationToken);
    }

    private static void RequireContainer(ContainerReference reference, bool byPipeline)
    {
        if (reference.IsForeign || (reference.IsNumber && byPipeline)) throw reference.ToForeignError();
    }
}
