using System.Net.Sockets;
using ContainerNet.Iptables;
using ContainerNet.Linux;

namespace ContainerNet.Services.Firewall;

/// <summary>
/// An iptables-restore that was started before there is a script for it: half of what a small change costs is the start of the tool. What gets no
/// script changes nothing.
/// </summary>
internal sealed class WaitingRestore : IAsyncDisposable
{
    private readonly TaskCompletionSource<string> _script = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly (string Variant, AddressFamily Family) _rules;
    private readonly Task<ProcessResult> _run;

    /// <param name="variant">The variant of the rules.</param>
    /// <param name="family">IPv4 or IPv6.</param>
    /// <param name="run">Starts the tool with the input that is to come.</param>
    public WaitingRestore(string variant, AddressFamily family, Func<Task<string>, Task<ProcessResult>> run) =>
        (_rules, _run) = ((variant, family), run(_script.Task));

    /// <summary>Hands it the script; null where it is of other rules, has had one, or is no more there to take it.</summary>
    public Task<ProcessResult>? Take(string variant, AddressFamily family, RestoreScript script) =>
        _rules == (variant, family) && !_run.IsCompleted && _script.TrySetResult(script.ToString()) ? _run : null;

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (!_script.TrySetResult("")) return;
        try
        {
            await _run.ConfigureAwait(false);
        }
        catch (ContainerNetException)
        {
            // It had nothing to do, and whether it did that well is nobody's concern.
        }
    }
}
