using System.Collections.Concurrent;
using System.Diagnostics.Tracing;
using Xunit;

namespace ContainerNet.Unit.Connection;

/// <summary>Hears which methods of a namespace the runtime's compiler is given (event MethodJittingStarted): those that were not compiled ahead.</summary>
/// <param name="prefix">How the types' full names begin.</param>
internal sealed class CompilerListener(string prefix) : EventListener
{
    private const EventKeywords Jit = (EventKeywords)0x10;

    private readonly ConcurrentQueue<CompiledMethod> _compiled = [];

    public IReadOnlyCollection<CompiledMethod> Compiled => _compiled;

    /// <summary>Waits until such a method was heard of: events come late, and in order.</summary>
    public async Task WaitForAsync(Func<CompiledMethod, bool> wanted)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while (!_compiled.Any(wanted)) await Task.Delay(20, limit.Token);
    }

    protected override void OnEventSourceCreated(EventSource eventSource)
    {
        if (eventSource.Name == "Microsoft-Windows-DotNETRuntime") EnableEvents(eventSource, EventLevel.Verbose, Jit);
    }

    protected override void OnEventWritten(EventWrittenEventArgs eventData)
    {
        if (eventData.EventName?.StartsWith("MethodJittingStarted", StringComparison.Ordinal) != true) return;
        var type = Text(eventData, "MethodNamespace");
        if (type.StartsWith(prefix, StringComparison.Ordinal)) _compiled.Enqueue(new CompiledMethod($"{type}:{Text(eventData, "MethodName")}", eventData.TimeStamp));
    }

    private static string Text(EventWrittenEventArgs eventData, string name) =>
        eventData.PayloadNames?.IndexOf(name) is >= 0 and var index ? eventData.Payload?[index] as string ?? "" : "";
}

/// <param name="Method">Type and name.</param>
/// <param name="At">UTC.</param>
internal sealed record CompiledMethod(string Method, DateTime At);

/// <summary>Alone: other tests compile the same methods.</summary>
[CollectionDefinition(nameof(CompilerListener), DisableParallelization = true)]
public class CompilerListenerAlone;
