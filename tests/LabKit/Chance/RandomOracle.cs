namespace ContainerNet.LabKit.Chance;

/// <summary>Tells what a trace predicts of flows: the verdict of each, and the packet (New, Established, Reply) that decides it.</summary>
/// <param name="snapshot">The snapshot, as JSON.</param>
/// <param name="flows">The flows.</param>
public delegate IReadOnlyList<(string Verdict, string Packet)> Predictor(string snapshot, IReadOnlyList<RandomFlow> flows);

/// <summary>Holds predictions against real packets, for one random rule set after the other.</summary>
/// <param name="network">The network.</param>
/// <param name="predict">Predicts.</param>
public sealed class RandomOracle(RandomNetwork network, Predictor predict)
{
    private const int FlowsOfASet = 3;
    private const int NativeEvery = 3;
    private const int Short = 120;
    private const int Long = 3000;

    private readonly List<string> _disagreements = [];
    private readonly SortedDictionary<string, int> _verdicts = new(StringComparer.Ordinal);

    /// <summary>Where prediction and packet differ: seed, flow, both, and the rules.</summary>
    public IReadOnlyList<string> Disagreements => _disagreements;

    /// <summary>How often each verdict was predicted.</summary>
    public IReadOnlyDictionary<string, int> Verdicts => _verdicts;

    /// <summary>The share of flows of which nothing was claimed.</summary>
    public double Unknown => (double)_verdicts.GetValueOrDefault("Unknown") / Math.Max(1, _verdicts.Values.Sum());

    /// <summary>Tries the rule set of a seed with some flows.</summary>
    public async Task TryAsync(int seed)
    {
        var random = new RandomRules(seed);
        var filtersBridges = random.FiltersBridges;
        var rules = await network.SetRulesAsync(random.Rules(), filtersBridges);
        var native = seed % NativeEvery == 0 ? new RandomNative(seed).Rules() : "";
        var json = await network.SetNativeAsync(RandomNative.Table, native);
        RandomFlow[] flows = [.. Enumerable.Range(0, FlowsOfASet).Select(_ => random.Flow())];
        var predicted = predict(RandomSnapshot.Of(rules, json, filtersBridges), flows);
        var met = await Task.WhenAll(flows.Select(flow => network.SendAsync(flow, Short)));
        for (var i = 0; i < flows.Length; i++)
        {
            var (verdict, packet) = predicted[i];
            _verdicts[verdict] = _verdicts.GetValueOrDefault(verdict) + 1;

            // On a busy machine what is silent for a moment may only be slow.
            if (!Fits(verdict, packet, met[i])) met[i] = await network.SendAsync(flows[i], Long);
            if (!Fits(verdict, packet, met[i])) _disagreements.Add($"seed {seed}, bridges {filtersBridges}, {flows[i]}: {verdict} ({packet}) and {met[i]}\n{rules}{native}");
        }
    }

    // The word that a packet is refused is a packet too, and may be lost on its way back; and of a later packet the sender is not told.
    private static bool Fits(string verdict, string packet, string met) => verdict switch
    {
        "Delivered" => met == "ok",
        "Dropped" when packet is "New" or "" => met == "silence",
        "Unknown" => true,
        _ => met != "ok",
    };
}
