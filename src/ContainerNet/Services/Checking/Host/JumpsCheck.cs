namespace ContainerNet.Services.Checking.Host;

/// <summary>Packets get to the chains of the engine and of this module.</summary>
internal sealed class JumpsCheck() : HostCheck("Jumps")
{
    public override void Judge(CheckedHost host, Tally tally)
    {
        if (!host.HasRules)
        {
            tally.Unknown("", Reasons.OfRules(host));
            return;
        }

        tally.Pass("");
        foreach (var (jump, fix) in host.Rules.Sets.SelectMany(rules => Jumps.Missing(host, rules))) tally.Fail("", jump, fix);
    }
}
