using System.Globalization;

namespace ContainerNet.Benchmarks;

/// <summary>A row of the table.</summary>
/// <param name="Name">What was done.</param>
/// <param name="Ours">Median of our way, in milliseconds.</param>
/// <param name="Theirs">Median of the other, in milliseconds.</param>
/// <param name="Ratio">Median of the ratios of each pair.</param>
/// <param name="Limit">What the ratio may be at most.</param>
internal sealed record Measurement(string Name, double Ours, double Theirs, double Ratio, double? Limit)
{
    public const string Header = "what                                        ours ms  theirs ms   ratio   limit";

    public bool Holds => Limit is null || Ratio <= Limit;

    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture, $"{Name,-40}{Ours,11:F1}{Theirs,11:F1}{Ratio,8:F2}{Limit,8:F2}{(Holds ? "" : "  over")}");
}
