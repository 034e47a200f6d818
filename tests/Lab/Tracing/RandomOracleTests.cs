using System.Management.Automation;
using ContainerNet.LabKit.Chance;
using Xunit;

namespace ContainerNet.Lab.Tracing;

/// <summary>Random rule sets and flows: what Trace-ContainerPacket predicts against what real packets meet. The benchmark "oracle" tries three hundred.</summary>
public sealed class RandomOracleTests(LabFixture lab)
{
    private const int First = 1;
    private const int Sets = 30;

    private const string Script = """
        param($Snapshot, $Flows)
        $snapshot = $Snapshot
        foreach ($flow in $Flows) {
            $outside = if ($flow.From -eq 'outside') { @{ SourceAddress = '10.90.0.2'; InInterface = 'up0' } } else { @{} }
            Trace-ContainerPacket -From $flow.From -To $flow.To -Port $flow.Port -Protocol $flow.Protocol -Snapshot $snapshot @outside
        }
        """;

    [Fact]
    public async Task Predictions_of_random_rules_are_what_real_packets_meet()
    {
        await using var network = await RandomNetwork.CreateAsync();
        var oracle = new RandomOracle(network, Predict);
        for (var seed = First; seed < First + Sets; seed++) await oracle.TryAsync(seed);

        TestContext.Current.SendDiagnosticMessage(string.Join(", ", oracle.Verdicts));
        Assert.True(oracle.Disagreements.Count == 0, string.Join('\n', oracle.Disagreements));
        Assert.InRange(oracle.Unknown, 0, 0.05);

        // It would mean little if all were dropped.
        Assert.InRange(oracle.Verdicts["Delivered"], Sets / 2, Sets * 3);
    }

    private IReadOnlyList<(string Verdict, string Packet)> Predict(string snapshot, IReadOnlyList<RandomFlow> flows) =>
        [.. lab.Session.Invoke(Script, snapshot, flows).OrThrow().Select(static trace => ((string)trace.Properties["Verdict"].Value, PacketOf(trace)))];

    private static string PacketOf(PSObject trace) =>
        ((object[])trace.Properties["Hops"].Value).Select(static hop => (string)PSObject.AsPSObject(hop).Properties["Packet"].Value).LastOrDefault() ?? "";
}
