using System.Diagnostics;

namespace ContainerNet.Benchmarks;

/// <summary>Two ways to do the same, taken in turns, so that what slows the machine for a while slows both.</summary>
/// <param name="name">What is done.</param>
/// <param name="ours">Our way; returns its milliseconds.</param>
/// <param name="theirs">What it is compared with; returns its milliseconds.</param>
/// <param name="judge">Makes a row of the pairs.</param>
/// <param name="limit">The limit of the row; null where nothing is promised.</param>
internal sealed class PairedRun(
    string name, Func<double> ours, Func<double> theirs, Func<string, double[], double[], double?, Measurement> judge, double? limit = null) : IBenchmark
{
    /// <summary>Done once before the first run, and not measured.</summary>
    public Action Prepare { get; init; } = () => { };

    /// <summary>What is done after each of the two, and not measured: removing what was made.</summary>
    public Action Reset { get; init; } = () => { };

    /// <summary>Done once after the last run.</summary>
    public Action Finish { get; init; } = () => { };

    /// <summary>The milliseconds an action takes.</summary>
    public static double Time(Action action)
    {
        var start = Stopwatch.GetTimestamp();
        action();
        return Stopwatch.GetElapsedTime(start).TotalMilliseconds;
    }

    /// <summary>Runs both once unmeasured, then in turns, changing who goes first.</summary>
    public IEnumerable<Measurement> Measure(int pairs)
    {
        Prepare();
        Run(ours);
        Run(theirs);
        var (first, second) = (new double[pairs], new double[pairs]);
        for (var i = 0; i < pairs; i++)
        {
            if (i % 2 == 0) first[i] = Run(ours);
            second[i] = Run(theirs);
            if (i % 2 == 1) first[i] = Run(ours);
        }

        Finish();
        yield return judge(name, first, second, limit);
    }

    private double Run(Func<double> way)
    {
        var elapsed = way();
        Reset();
        return elapsed;
    }
}
