namespace ContainerNet.Benchmarks;

/// <summary>Each cmdlet that makes a container, with its guard and the check of its promise, against `docker run` of the same container.</summary>
internal static class CreationSuite
{
    private const double Limit = 1.10;
    private const string Name = "bench-made";
    private const string Donor = "bench-donor";

    public static IEnumerable<IBenchmark> Rows(BenchSession session)
    {
        yield return Row("New-ClosedContainer", "--network none");
        yield return Row("New-BridgedContainer", "--ipc shareable -p 18080:80", "-Publish 18080:80");
        yield return Row("Join-ContainerNetwork", $"--network container:{Donor} --ipc container:{Donor}", $"-Container {Donor}",
            () => session.Docker("run", "--detach", "--name", Donor, "--ipc", "shareable", "busybox", "sleep", "3600"),
            () => session.Docker("rm", "--force", Donor));
        yield return Row("New-HostContainer", "--network host");

        PairedRun Row(string cmdlet, string options, string parameters = "", Action? prepare = null, Action? finish = null) => new(
            $"{cmdlet} / docker run",
            () => session.Time($"{cmdlet} busybox -Name {Name} {parameters} -- sleep 3600"),
            () => PairedRun.Time(() => session.Docker(["run", "--detach", "--name", Name, .. options.Split(' '), "busybox", "sleep", "3600"])),
            Measurement.Ratio, Limit)
        {
            Prepare = prepare ?? (() => { }),
            // With the guard, so that the next one does not sweep what this one left.
            Reset = () => session.Cmdlet($"Remove-Container {Name} -Force"),
            Finish = finish ?? (() => { }),
        };
    }
}
