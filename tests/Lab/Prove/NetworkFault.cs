namespace ContainerNet.Lab.Prove;

/// <summary>A fault, and the checks that have to fail for it.</summary>
/// <param name="Name">What is broken.</param>
/// <param name="Fails">Container and check of each that fails; the check alone where it is the host's.</param>
/// <param name="Make">Makes it.</param>
internal sealed record NetworkFault(string Name, string[] Fails, Action<CheckScene> Make)
{
    /// <summary>What is there before, and is no part of the fault.</summary>
    public Action<CheckScene> Before { get; init; } = static _ => { };

    /// <summary>Takes away what the fault's cure leaves, and what <see cref="Before"/> made.</summary>
    public Action<CheckScene> After { get; init; } = static _ => { };

    /// <summary>Checks that cannot tell meanwhile.</summary>
    public string[] CannotTell { get; init; } = [];

    /// <summary>One check of several containers.</summary>
    public static string[] Each(string check, params IEnumerable<string> containers) => [.. containers.Select(container => $"{container} {check}")];
}
