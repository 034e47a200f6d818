namespace ContainerNet.Services.Repairing;

/// <summary>What a watcher has to tell.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Repair">What was put right.</param>
/// <param name="Exception">What is wrong.</param>
internal sealed record WatchReport(WatchReportKind Kind, Repair? Repair = null, ContainerNetException? Exception = null)
{
    public static WatchReport Of(Repair repair) => new(WatchReportKind.Repaired, repair);
}

/// <summary>The kinds of what a watcher has to tell.</summary>
internal enum WatchReportKind
{
    /// <summary>Something was put right.</summary>
    Repaired,

    /// <summary>Something cannot be put right; told once.</summary>
    Problem,

    /// <summary>A repair failed; it is tried again.</summary>
    Failed,

    /// <summary>The engine does not answer any more.</summary>
    EngineLost,

    /// <summary>It answers again.</summary>
    EngineBack,
}
