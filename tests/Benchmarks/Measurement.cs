using System.Globalization;

namespace ContainerNet.Benchmarks;

/// <summary>A row of the table.</summary>
/// <param name="Name">What was done.</param>
/// <param name="Ours">Median of our way.</param>
/// <param name="Theirs">Median of what it is compared with; null where there is nothing to compare.</param>
/// <param name="Judged">The median that the limit is about.</param>
/// <param name="Unit">The unit of <paramref name="Judged"/>.</param>
/// <param name="Limit">What <paramref name="Judged"/> may be at most; null where nothing is promised.</param>
internal sealed record Measurement(string Name, double Ours, double? Theirs, double Judged, string Unit, double? Limit)
{
    public const string Header = "what                                                  ours    theirs    judged         limit";

    /// <summary>Whether the limit is kept.</summary>
    public bool Holds => Limit is null || Judged <= Limit;

    /// <summary>Pairs of times in milliseconds, judged by the median of each pair's ratio.</summary>
    public static Measurement Ratio(string name, double[] ours, double[] theirs, double? limit) =>
        new(name, Median.Of(ours), Median.Of(theirs), Median.OfPairs(ours, theirs, static (a, b) => a / b), "x", limit);

    /// <summary>Pairs of times in milliseconds, judged by the median of how much longer ours took.</summary>
    public static Measurement Difference(string name, double[] ours, double[] theirs, double? limit) =>
        new(name, Median.Of(ours), Median.Of(theirs), Median.OfPairs(ours, theirs, static (a, b) => a - b), "ms", limit);

    /// <summary>Pairs of times in milliseconds, judged by the median of ours alone.</summary>
    public static Measurement Absolute(string name, double[] ours, double[] theirs, double? limit) =>
        new(name, Median.Of(ours), Median.Of(theirs), Median.Of(ours), "ms", limit);

    /// <summary>Values that stand alone.</summary>
    public static Measurement Plain(string name, double[] values, string unit, double? limit) =>
        new(name, Median.Of(values), null, Median.Of(values), unit, limit);

    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture, $"{Name,-49}{Ours,9:F2}{Theirs,10:F2}{Judged,10:F3} {Unit,-3}{Limit,10:F3}{(Holds ? "" : "  over")}");
}
