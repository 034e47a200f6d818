using ContainerNet.Resources;

namespace ContainerNet.Services.Checking;

/// <summary>Judges a snapshot by the checks. Pure.</summary>
/// <param name="snapshot">The snapshot.</param>
/// <param name="isWanted">Tells by a check's id whether it is wanted.</param>
internal sealed class NetworkChecker(NetworkSnapshot snapshot, Func<string, bool> isWanted)
{
    private readonly CheckedHost _host = new(snapshot);
    private readonly ContainerCheck[] _ofContainers = Array.FindAll(CheckTable.OfContainers, check => isWanted(check.Id));
    private readonly HostCheck[] _ofHost = Array.FindAll(CheckTable.OfHost, check => isWanted(check.Id));

    /// <summary>The ids of the containers that run, and so can be judged.</summary>
    public IEnumerable<string> Running => _host.Running.Select(static one => one.Container.Id);

    /// <summary>Whether a container runs.</summary>
    public bool IsRunning(string id) => _host.FindRunning(id) is not null;

    /// <summary>The promises of one container; none of one that does not run.</summary>
    public IEnumerable<Check> OfContainer(string id) =>
        _host.FindRunning(id) is not { } container ? []
        : Judge(container).Select(one => Describe(one.Check, one.Finding) with { Container = container.Name, ContainerId = id, Mode = container.Container.Mode });

    /// <summary>What concerns no single container.</summary>
    public IEnumerable<Check> OfHost() => JudgeHost().Select(one => Describe(one.Check, one.Finding));

    /// <summary>What each check has found, with the id of the container; an empty one where it concerns none.</summary>
    public IEnumerable<(NetworkCheck Check, string ContainerId, Finding Finding)> Findings() =>
        _host.Running.SelectMany(container => Judge(container).Select(one => (one.Check, container.Container.Id, one.Finding)))
            .Concat(JudgeHost().Select(static one => (one.Check, "", one.Finding)));

    private IEnumerable<(NetworkCheck Check, Finding Finding)> Judge(CheckedContainer container)
    {
        foreach (var check in _ofContainers.Where(check => check.IsOf(container.Container.ModeKind)))
        {
            var tally = new Tally();
            check.Judge(_host, container, tally);
            if (tally.Sum() is { } finding) yield return (check, finding);
        }
    }

    private IEnumerable<(NetworkCheck Check, Finding Finding)> JudgeHost()
    {
        foreach (var check in _ofHost)
        {
            var tally = new Tally();
            check.Judge(_host, tally);
            if (tally.Sum() is { } finding) yield return (check, finding);
        }
    }

    private Check Describe(NetworkCheck check, Finding finding) => new()
    {
        Check = check.Id,
        Result = finding.Result.ToString(),
        Expected = Text.Format($"Check_{check.Id}_Expected", finding.Wanted),
        Actual = finding.Result switch
        {
            CheckResult.Fail => Text.Format($"Check_{check.Id}_Actual", finding.Found),
            CheckResult.Unknown => Text.Format("Check_Unknown", finding.Found),
            _ => finding.Found.Length > 0 ? finding.Found : Text.Format($"Check_{check.Id}_Expected", finding.Wanted),
        },
        Why = Text.Get($"Check_{check.Id}_Why"),
        Fix = finding.Fix,
        TakenAt = snapshot.TakenAt,
    };
}
