using ContainerNet.Services;
using ContainerNet.Services.Engine;
using ContainerNet.Services.Modes;

namespace ContainerNet.Unit.Modes;

/// <summary>Remembers what an observer of a making hears.</summary>
internal sealed class RecordingObserver : ICreationObserver
{
    public List<string> Verboses { get; } = [];

    public List<string> Warnings { get; } = [];

    public List<ContainerNetException> Errors { get; } = [];

    public List<string> Output { get; } = [];

    public List<string> ErrorOutput { get; } = [];

    public void Verbose(string text) => Verboses.Add(text);

    public void Warning(string text) => Warnings.Add(text);

    public void Error(ContainerNetException error) => Errors.Add(error);

    public void OutputLine(string line) => Output.Add(line);

    public void ErrorLine(string line) => ErrorOutput.Add(line);

    public void Report(PullProgress value)
    {
    }
}
