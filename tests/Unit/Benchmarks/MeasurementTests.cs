using ContainerNet.Benchmarks;
using Xunit;

namespace ContainerNet.Unit.Benchmarks;

public class MeasurementTests
{
    [Theory]
    [InlineData(new double[] { 7 }, 7)]
    [InlineData(new double[] { 9, 1, 2 }, 2)]
    [InlineData(new double[] { 1000, 1, 4, 2 }, 3)]
    public void The_median_is_the_middle_and_of_an_even_number_the_mean_of_the_two(double[] values, double expected) =>
        Assert.Equal(expected, Median.Of(values));

    [Fact]
    public void Nothing_has_no_median() => Assert.Throws<ArgumentException>(() => Median.Of([]));

    [Fact]
    public void Each_pair_is_compared_before_the_median_is_taken()
    {
        // The second pair met a machine ten times slower: the medians of both sides alone would not tell 2, 1.1 and 1.
        var row = Measurement.Ratio("row", [20, 110, 10], [10, 100, 10], null);

        Assert.Equal(1.1, row.Judged, 6);
        Assert.Equal((20, 10), (row.Ours, row.Theirs));
    }

    [Fact]
    public void A_difference_is_what_ours_took_longer() =>
        Assert.Equal(5, Measurement.Difference("row", [15, 105, 7], [10, 100, 9], null).Judged);

    [Fact]
    public void A_value_without_its_other_is_refused() =>
        Assert.Throws<ArgumentException>(() => Measurement.Ratio("row", [1, 2], [1], null));

    [Theory]
    [InlineData(1.10, true)]
    [InlineData(1.11, false)]
    public void A_limit_is_kept_up_to_itself_and_marked_beyond(double judged, bool holds)
    {
        var row = Measurement.Plain("row", [judged], "x", 1.10);

        Assert.Equal(holds, row.Holds);
        Assert.Equal(!holds, row.ToString().EndsWith("  over", StringComparison.Ordinal));
    }

    [Fact]
    public void Where_nothing_is_promised_everything_holds() => Assert.True(Measurement.Plain("row", [1e9], "ms", null).Holds);
}
