using System.ComponentModel;
using System.Diagnostics;

namespace ContainerNet.LabKit;

/// <summary>Runs a native tool by its argument vector, drains both pipes, and kills it when its time is over.</summary>
public static class Tool
{
    public static TimeSpan DefaultTimeout { get; } = TimeSpan.FromSeconds(60);

    /// <summary>Runs to the end.</summary>
    /// <param name="argv">The tool and its arguments.</param>
    /// <param name="timeout">60 seconds where not given.</param>
    /// <param name="input">Standard input; empty where not given.</param>
    /// <param name="environment">Variables to set; null as value removes one.</param>
    /// <param name="cancellationToken">Kills the tool.</param>
    /// <exception cref="LabException">There is no such tool, or its time was over.</exception>
    public static async Task<ToolResult> RunAsync(
        IEnumerable<string> argv,
        TimeSpan? timeout = null,
        string? input = null,
        IEnumerable<KeyValuePair<string, string?>>? environment = null,
        CancellationToken cancellationToken = default)
    {
        string[] words = [.. argv];
        var command = string.Join(' ', words);
        var start = new ProcessStartInfo(words[0], words[1..])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["LC_ALL"] = "C";
        foreach (var (name, value) in environment ?? []) start.Environment[name] = value;

        using var process = Start(start, command);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(timeout ?? DefaultTimeout);
        try
        {
            var output = process.StandardOutput.ReadToEndAsync(limit.Token);
            var error = process.StandardError.ReadToEndAsync(limit.Token);
            await SendAsync(process, input, limit.Token);
            await process.WaitForExitAsync(limit.Token);
            return new ToolResult(command, process.ExitCode, await output, await error);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new LabException($"{command} did not end within {timeout ?? DefaultTimeout}.");
        }
        finally
        {
            if (!process.HasExited) process.Kill(entireProcessTree: true);
        }
    }

    private static async Task SendAsync(Process process, string? input, CancellationToken cancellationToken)
    {
        try
        {
            if (input is not null) await process.StandardInput.WriteAsync(input.AsMemory(), cancellationToken);
            process.StandardInput.Close();
        }
        catch (IOException)
        {
            // The tool has ended without reading: its exit status says what is to be said.
        }
    }

    private static Process Start(ProcessStartInfo start, string command)
    {
        try
        {
            return Process.Start(start)!;
        }
        catch (Win32Exception exception)
        {
            throw new LabException($"{command} cannot be started: {exception.Message}", exception);
        }
    }
}
