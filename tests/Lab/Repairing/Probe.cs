using ContainerNet.LabKit;

namespace ContainerNet.Lab.Repairing;

/// <summary>A client elsewhere that asks one port of the host again and again, each time by a connection of its own, and notes who answers.</summary>
internal sealed class Probe : IAsyncDisposable
{
    private readonly BackgroundTool _client;

    /// <param name="lab">The lab.</param>
    /// <param name="target">HOST:PORT.</param>
    public Probe(LabFixture lab, string target)
    {
        // One request after the other, each given up after a second; the first line of the page names whoever answers.
        _client = lab.Outside.Start("sh", "-c", "while :; do curl -s --max-time 1 \"http://$0/\" | head -n 1 | grep . || echo none; done", target);
    }

    /// <summary>How often each has answered; <c>none</c> where nobody did.</summary>
    public IReadOnlyDictionary<string, int> Answers =>
        _client.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).GroupBy(static line => line).ToDictionary(static group => group.Key, static group => group.Count());

    public ValueTask DisposeAsync() => _client.DisposeAsync();
}
