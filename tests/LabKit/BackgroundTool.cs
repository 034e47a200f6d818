using System.Diagnostics;
using System.Text;

namespace ContainerNet.LabKit;

/// <summary>A native tool that runs until it is disposed: a server, a capture.</summary>
public sealed class BackgroundTool : IAsyncDisposable
{
    private readonly Process _process;
    private readonly StringBuilder _output = new();
    private readonly StringBuilder _error = new();

    internal BackgroundTool(IEnumerable<string> argv)
    {
        string[] words = [.. argv];
        var start = new ProcessStartInfo(words[0], words[1..]) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["LC_ALL"] = "C";
        _process = new Process { StartInfo = start };
        _process.OutputDataReceived += (_, line) => Append(_output, line.Data);
        _process.ErrorDataReceived += (_, line) => Append(_error, line.Data);
        _process.Start();
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
        _process.StandardInput.Close();
    }

    /// <summary>What it wrote to standard output so far.</summary>
    public string Output => Read(_output);

    /// <summary>What it wrote to standard error so far.</summary>
    public string Error => Read(_error);

    public bool HasExited => _process.HasExited;

    /// <summary>How it ended; it has to have.</summary>
    public int ExitCode => _process.ExitCode;

    /// <summary>Waits until a line with that text stands in one of its outputs: until it is ready.</summary>
    /// <exception cref="LabException">It ended, or ten seconds went by, without.</exception>
    public async Task WaitForLineAsync(string text)
    {
        var watch = Stopwatch.StartNew();
        while (!Output.Contains(text, StringComparison.Ordinal) && !Error.Contains(text, StringComparison.Ordinal))
        {
            if (_process.HasExited || watch.Elapsed > TimeSpan.FromSeconds(10)) throw new LabException($"{_process.StartInfo.FileName} never wrote '{text}': {Output}{Error}");
            await Task.Delay(10);
        }
    }

    /// <summary>Ends when it does.</summary>
    public Task EndedAsync() => _process.WaitForExitAsync();

    /// <summary>Ends it, and waits until all it wrote is read.</summary>
    /// <param name="signal">TERM lets a capture write what it holds.</param>
    public async Task StopAsync(string signal = "TERM")
    {
        if (!_process.HasExited) await Tool.RunAsync(["busybox", "kill", "-" + signal, $"{_process.Id}"]);
        await _process.WaitForExitAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited) _process.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync();
        _process.Dispose();
    }

    private static void Append(StringBuilder text, string? line)
    {
        lock (text) text.Append(line).Append(line is null ? "" : "\n");
    }

    private static string Read(StringBuilder text)
    {
        lock (text) return text.ToString();
    }
}
