using System.Diagnostics;

namespace ContainerNet.Benchmarks;

/// <summary>Two ways to do the same, taken in turns, so that what slows the machine for a while slows both.</summary>
/// <param name="Name">What is done.</param>
/// <param name="Ours">Our way.</param>
/// <param name="Theirs">What it is compared with.</param>
/// <param name="Limit">The median of the ratios may be this at most; null where nothing is promised.</param>
internal sealed record PairedRun(string Name, Action Ours, Action Theirs, double? Limit = null)
{
    /// <summary>What is done after each of the two, and not measured: removing what was made.</summary>
    public Action Reset { get; init; } = () => { };

    /// <summary>Runs both once unmeasured, then <paramref name="pairs"/> times in turns, changing who goes first.</summary>
    public Measurement Measure(int pairs)
    {
        Time(Ours);
        Time(Theirs);
        var ours = new double[pairs];
        var theirs = new double[pairs];
        for (var i = 0; i < pairs; i++)
        {
            if (i % 2 == 0) ours[i] = Time(Ours);
            theirs[i] = Time(Theirs);
            if (i % 2 == 1) ours[i] = Time(Ours);
        }

        return new Measurement(Name, Median.Of(ours), Median.Of(theirs), Median.Of(ours.Zip(theirs, (a, b) => a / b)), Limit);
    }

    private double Time(Action action)
    {
        var start = Stopwatch.GetTimestamp();
        action();
        var elapsed = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
        Reset();
        return elapsed;
    }
}
