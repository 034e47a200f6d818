using System.Diagnostics;
using System.Management.Automation;
using ContainerNet.Cmdlets.Base;
using ContainerNet.Resources;
using ContainerNet.Services;
using ContainerNet.Services.Engine;
using ContainerNet.Services.Modes;

namespace ContainerNet.Cmdlets.Modes;

/// <summary>Brings what happens while a container is made to the streams of the cmdlet.</summary>
internal sealed class CreationObserver(ContainerNetCmdlet cmdlet) : ICreationObserver, IDisposable
{
    private const int ProgressId = 0x636e;
    private static readonly TimeSpan s_progressInterval = TimeSpan.FromMilliseconds(100);
    private static readonly string[] s_standardErrorTags = ["PSHOST", "StandardError"];
    private readonly Stopwatch _sinceProgress = new();
    private bool _progressShown;

    public void Verbose(string text) => cmdlet.OnPipeline(() => cmdlet.WriteVerbose(text));

    public void Warning(string text) => cmdlet.OnPipeline(() => cmdlet.WriteWarning(text));

    public void OutputLine(string line) => cmdlet.OnPipeline(() => cmdlet.WriteObject(line));

    // Not an error record: under ErrorActionPreference Stop one line of chatter would end the script.
    public void ErrorLine(string line) =>
        cmdlet.OnPipeline(() => cmdlet.WriteInformation(new HostInformationMessage { Message = line }, s_standardErrorTags));

    public void Error(ContainerNetException error) => cmdlet.OnPipeline(() =>
    {
        try
        {
            cmdlet.WriteError(error);
        }
        catch (PipelineStoppedException)
        {
            // After Ctrl+C the streams are closed; what was left behind is said all the same.
            cmdlet.Host?.UI?.WriteErrorLine(error.Message);
        }
    });

    public void Report(PullProgress value)
    {
        if (_sinceProgress.IsRunning && _sinceProgress.Elapsed < s_progressInterval) return;
        _sinceProgress.Restart();
        _progressShown = true;
        cmdlet.OnPipeline(() => cmdlet.WriteProgress(ToRecord(value)));
    }

    public void Dispose()
    {
        if (!_progressShown || cmdlet.Stopping) return;
        cmdlet.WriteProgress(new ProgressRecord(ProgressId, Text.Get("Progress_Pull"), " ") { RecordType = ProgressRecordType.Completed });
    }

    private static ProgressRecord ToRecord(PullProgress value) =>
        new(ProgressId, Text.Get("Progress_Pull"), Text.Format("Progress_PullStatus", value.Status, value.LayersDone, value.Layers))
        {
            PercentComplete = value.Bytes > 0 ? (int)Math.Min(100, value.BytesDone * 100 / value.Bytes) : -1,
            CurrentOperation = value.Bytes > 0 ? Text.Format("Progress_PullBytes", value.BytesDone, value.Bytes) : "",
        };
}
