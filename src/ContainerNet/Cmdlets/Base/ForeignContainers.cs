using ContainerNet.Services;
using ContainerNet.Services.Containers;

namespace ContainerNet.Cmdlets.Base;

/// <summary>The containers a wildcard matched and that were left, because this module did not make them.</summary>
internal sealed class ForeignContainers
{
    private const int NamesShown = 5;

    private readonly List<ContainerTarget> _left = [];

    public void Add(ContainerTarget target) => _left.Add(target);

    /// <summary>One error a wildcard.</summary>
    public IEnumerable<ContainerNetException> ToErrors() => _left
        .GroupBy(static target => target.Wildcard!, StringComparer.Ordinal)
        .Select(static group => ContainerNetException.Create(ErrorId.ForeignContainer, group.Key, group.Count(), group.Key, Names([.. group])));

    private static string Names(ContainerTarget[] left) =>
        string.Join(", ", left.Take(NamesShown).Select(static target => target.Name)) + (left.Length > NamesShown ? " ..." : "");
}
