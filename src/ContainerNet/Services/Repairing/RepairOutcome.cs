namespace ContainerNet.Services.Repairing;

/// <summary>What came of a repair.</summary>
/// <param name="Repairs">What was put right.</param>
/// <param name="Problems">What keeps the rest from being put right.</param>
/// <param name="Failure">What failed after something was put right; null where nothing did.</param>
internal sealed record RepairOutcome(IReadOnlyList<Repair> Repairs, IReadOnlyList<ContainerNetException> Problems, ContainerNetException? Failure)
{
    /// <summary>The containers whose ports lead somewhere, with a process that has the addresses.</summary>
    public IReadOnlyList<Publishing.PublishTarget> Targets { get; init; } = [];
}
