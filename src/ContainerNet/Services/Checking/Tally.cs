namespace ContainerNet.Services.Checking;

/// <summary>What one check found: of several ports, addresses ... each on its own.</summary>
internal sealed class Tally
{
    private readonly List<string> _wanted = [];
    private readonly List<(CheckResult Result, string Found)> _all = [];
    private readonly List<string> _fixes = [];

    /// <summary>Something is as promised.</summary>
    /// <param name="wanted">What was promised, as addresses, names and numbers.</param>
    /// <param name="found">What was found; the same without it.</param>
    public void Pass(string wanted, string? found = null) => Add(CheckResult.Pass, wanted, found ?? wanted);

    /// <summary>Something is not.</summary>
    /// <param name="wanted">What was promised.</param>
    /// <param name="found">What was found.</param>
    /// <param name="fixes">Commands that put it right, in their order.</param>
    public void Fail(string wanted, string found, params IEnumerable<string> fixes)
    {
        Add(CheckResult.Fail, wanted, found);
        foreach (var fix in fixes)
        {
            if (!_fixes.Contains(fix)) _fixes.Add(fix);
        }
    }

    /// <summary>Something cannot be told.</summary>
    /// <param name="wanted">What was promised.</param>
    /// <param name="reason">Why it cannot.</param>
    public void Unknown(string wanted, string reason) => Add(CheckResult.Unknown, wanted, reason);

    /// <summary>Passes or fails.</summary>
    public void Judge(bool holds, string wanted, string found, params IEnumerable<string> fixes)
    {
        if (holds) Pass(wanted, found);
        else Fail(wanted, found, fixes);
    }

    /// <summary>The finding: the worst of all; null where there was nothing to judge.</summary>
    public Finding? Sum()
    {
        if (_all.Count == 0) return null;
        var result = _all.Exists(static one => one.Result == CheckResult.Fail) ? CheckResult.Fail
            : _all.Exists(static one => one.Result == CheckResult.Unknown) ? CheckResult.Unknown
            : CheckResult.Pass;
        return new Finding(
            result, string.Join(", ", _wanted), string.Join(", ", _all.Where(one => one.Result == result).Select(static one => one.Found).Where(static text => text.Length > 0).Distinct()),
            result == CheckResult.Fail ? string.Join("; ", _fixes) : "");
    }

    private void Add(CheckResult result, string wanted, string found)
    {
        if (wanted.Length > 0 && !_wanted.Contains(wanted)) _wanted.Add(wanted);
        _all.Add((result, found));
    }
}

/// <summary>The finding of a check.</summary>
/// <param name="Result">Whether the promise holds.</param>
/// <param name="Wanted">What was promised, as addresses, names and numbers.</param>
/// <param name="Found">What was found, of what decides.</param>
/// <param name="Fix">The commands that put it right; empty where nothing is wrong.</param>
internal sealed record Finding(CheckResult Result, string Wanted, string Found, string Fix);
