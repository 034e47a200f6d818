namespace ContainerNet.Benchmarks;

/// <summary>The one statistic used here: it does not mind an outlier.</summary>
internal static class Median
{
    /// <exception cref="ArgumentException">There are no values.</exception>
    public static double Of(IEnumerable<double> values)
    {
        double[] sorted = [.. values.Order()];
        if (sorted.Length == 0) throw new ArgumentException("Nothing was measured.", nameof(values));
        var middle = sorted.Length / 2;
        return sorted.Length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }

    /// <summary>The median over pairs, each compared before: both of a pair met the same machine, two medians may not have.</summary>
    /// <exception cref="ArgumentException">There are no pairs, or a value is without its other.</exception>
    public static double OfPairs(double[] ours, double[] theirs, Func<double, double, double> compare) =>
        ours.Length == theirs.Length ? Of(ours.Zip(theirs, compare)) : throw new ArgumentException("A pair has two values.", nameof(theirs));
}
