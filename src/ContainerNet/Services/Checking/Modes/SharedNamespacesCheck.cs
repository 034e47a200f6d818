namespace ContainerNet.Services.Checking.Modes;

/// <summary>The network namespace is the donor's; the file system is not.</summary>
internal sealed class SharedNamespacesCheck() : ContainerCheck("SharedNamespaces", ContainerMode.Joined)
{
    public override void Judge(CheckedHost host, CheckedContainer container, Tally tally)
    {
        var joined = container.Container;
        if (joined.DonorState != nameof(DonorState.Alive) || container.Home is null)
        {
            // Nothing of a donor that is another by now can be compared: that is for the check of the donor to say.
            tally.Unknown($"{joined.Donor}", $"{joined.Donor}: {joined.DonorState}");
            return;
        }

        var donor = joined.DonorId is { } id && host.ById.TryGetValue(id, out var found) ? host.Traced.NamespaceOf(found) : null;
        var isShared = joined.SharedNamespaces.Contains("Net") && (donor is null || donor.Inode == container.Home.Inode);
        tally.Judge(isShared && !joined.SharedNamespaces.Contains("Mnt"), $"{joined.Donor}", string.Join(' ', joined.SharedNamespaces), Commands.Restart(joined));
    }
}
