namespace ContainerNet.Services.Checking.Modes;

/// <summary>The donor runs, and is the one that was joined.</summary>
internal sealed class DonorAliveCheck() : ContainerCheck("DonorAlive", ContainerMode.Joined)
{
    public override void Judge(CheckedHost host, CheckedContainer container, Tally tally)
    {
        var joined = container.Container;
        var wanted = joined.Donor ?? "";
        if (joined.DonorState is not { } state)
        {
            tally.Unknown(wanted, wanted);
            return;
        }

        // A donor that was removed cannot be started: it has to be made again first.
        string[] fixes = state == nameof(DonorState.Gone) ? [$"Start-Container {Commands.Quote(wanted)}", Commands.Restart(joined)] : [Commands.Restart(joined)];
        tally.Judge(state == nameof(DonorState.Alive), wanted, $"{wanted}: {state}", fixes);
    }
}
