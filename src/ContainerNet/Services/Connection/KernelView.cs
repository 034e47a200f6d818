namespace ContainerNet.Services.Connection;

/// <summary>Whether the engine's containers can be read in this machine's kernel from here.</summary>
/// <param name="AtHand">Whether they can.</param>
/// <param name="Reason">Why they cannot; empty otherwise.</param>
internal sealed record KernelView(bool AtHand, string Reason)
{
    public static KernelView Here { get; } = new(true, "");

    /// <summary>A process of the engine, in whose network namespace its bridges are; 0 where it is not known.</summary>
    public int EngineProcessId { get; init; }

    /// <summary>The inode of that namespace; 0 where it is not ours to look at.</summary>
    public long EngineNetwork { get; init; }
}
