using ContainerNet.LabKit;
using Xunit;

namespace ContainerNet.Lab.Faults;

/// <summary>An engine that keeps its rules in the tables of iptables-legacy, while the machine's own choice is nftables.</summary>
public sealed class LegacyIptablesTests(LegacyLab lab) : IClassFixture<LegacyLab>
{
    private const string Desired = "/var/lib/containernet/desired.json";

    [Fact]
    public void Ports_are_published_repaired_and_taken_away_where_the_engines_rules_are()
    {
        var before = lab.Rules();

        var repaired = lab.Invoke(
            "Publish-ContainerPort web 18400:80 -AllowFrom 10.77.0.2; iptables-legacy -t nat -F CONTAINERNET; iptables-legacy -t mangle -F;" +
            "1..2 | ForEach-Object { Repair-ContainerNetwork | ForEach-Object { \"$($_.Action) $($_.Subject)\" }; 'done' }");

        Assert.Contains("Changed publish 18400/tcp", repaired);
        Assert.Equal(["done", "done"], repaired[^2..]);
        Assert.Equal(("web", "28"), (Fetch(Addresses.Outside4), Fetch(Addresses.SecondOutside4)));
        Assert.DoesNotContain("CONTAINERNET", lab.Inside.Run("iptables-nft-save"), StringComparison.Ordinal);

        Assert.Empty(lab.Invoke("Unpublish-ContainerPort web -All"));
        Assert.Equal(before, lab.Rules());
    }

    [Fact]
    public async Task The_lock_of_another_iptables_is_waited_for_and_where_it_stays_nothing_is_half_made()
    {
        var before = lab.Rules();
        await using (var holder = lab.Inside.Start("flock", "/run/xtables.lock", "sh", "-c", "echo held; sleep 60"))
        {
            await holder.WaitForLineAsync("held");

            Assert.Equal(["FirewallLocked"], lab.Invoke("Publish-ContainerPort web 18401:80"));

            Assert.Equal(before, lab.Rules());
            Assert.False(File.Exists(Desired) && (await File.ReadAllTextAsync(Desired, TestContext.Current.CancellationToken)).Contains("18401", StringComparison.Ordinal));
        }

        await using var shortly = lab.Inside.Start("flock", "/run/xtables.lock", "sh", "-c", "echo held; sleep 3");
        await shortly.WaitForLineAsync("held");
        Assert.Empty(lab.Invoke("Publish-ContainerPort web 18401:80; Unpublish-ContainerPort web 18401"));
        Assert.True(shortly.HasExited);
        Assert.Equal(before, lab.Rules());
    }

    private string Fetch(string source)
    {
        var result = lab.Outside.Try("curl", "-sS", "--max-time", source == Addresses.Outside4 ? "15" : "2", "--interface", source, $"http://{Addresses.Lab4}:18400/");
        return result.Succeeded ? result.Output.Split('\n')[0] : $"{result.ExitCode}";
    }
}
