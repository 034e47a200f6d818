using System.Diagnostics;
using Xunit;

namespace ContainerNet.Lab.Prove;

/// <summary>One fault at a time: exactly the right checks fail, and what they say is to be done, when it is run, heals it.</summary>
public sealed class NetworkFaultTests(LabFixture lab, CheckScene scene) : IClassFixture<CheckScene>
{
    private const string Pass = "Pass";
    private const string Fail = "Fail";

    // A container that was restarted has its program listen a moment later.
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(5);

    public static TheoryData<string> Faults => [.. NetworkFaults.All.Select(static fault => fault.Name)];

    [Fact]
    public void Where_nothing_is_wrong_every_check_passes()
    {
        Assert.All(scene.Results(), static one => Assert.Equal(Pass, one.Value));
        Assert.Equal("True", $"{Assert.Single(scene.Invoke("Test-ContainerNetwork -Quiet").OrThrow())}");
    }

    [Theory]
    [MemberData(nameof(Faults))]
    public async Task It_fails_exactly_the_right_check_and_the_fix_heals_it(string name)
    {
        var fault = NetworkFaults.All.Single(one => one.Name == name);
        var (ipv4, ipv6) = (lab.Inside.IptablesSave(), lab.Inside.Ip6tablesSave());
        var restarted = false;
        try
        {
            fault.Before(scene);
            var before = scene.Results();
            fault.Make(scene);
            var broken = scene.Results();

            Assert.Equal(fault.Fails.Order(StringComparer.Ordinal), Differing(before, broken, Fail));
            Assert.Equal(fault.CannotTell, Differing(before, broken, "Unknown"));

            var fixes = scene.Fixes(fault.Fails);
            Assert.All(fixes, Assert.NotEmpty);
            restarted = fixes.Any(static fix => fix.StartsWith("Restart-", StringComparison.Ordinal));
            foreach (var fix in fixes) scene.Heal(fix);
            AssertSoon(before);
        }
        finally
        {
            fault.After(scene);
            // What a restart made anew is not to be taken away again.
            if (!restarted)
            {
                await lab.Inside.RunAsync(["iptables-restore"], null, ipv4 + "\n");
                await lab.Inside.RunAsync(["ip6tables-restore"], null, ipv6 + "\n");
            }
        }
    }

    private void AssertSoon(SortedDictionary<string, string> wanted)
    {
        var clock = Stopwatch.StartNew();
        var found = scene.Results();
        while (!found.SequenceEqual(wanted) && clock.Elapsed < s_patience) found = scene.Results();
        Assert.Equal([], found.Except(wanted));
    }

    private static string[] Differing(SortedDictionary<string, string> before, SortedDictionary<string, string> after, string result)
    {
        Assert.Equal(before.Keys, after.Keys);
        return [.. after.Where(one => one.Value == result && before[one.Key] != result).Select(static one => one.Key).Order(StringComparer.Ordinal)];
    }
}
