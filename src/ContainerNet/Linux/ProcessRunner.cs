using System.ComponentModel;
using System.Diagnostics;
using System.Text;
using ContainerNet.Services;

namespace ContainerNet.Linux;

/// <summary>
/// The one door to other processes: an argument vector, never a shell string; the tool by its absolute path; LC_ALL=C; both pipes
/// drained; a time limit; killed on cancel.
/// </summary>
internal static class ProcessRunner
{
    // A fixed list, not PATH: what runs as root must not depend on a variable of the session.
    private static readonly string[] s_folders = ["/usr/sbin", "/usr/bin", "/sbin", "/bin"];

    // pipe(7): what a pipe holds.
    private const int PipeSize = 64 * 1024;

    // What was killed is gone afterwards, unless the kernel itself holds it.
    private static readonly TimeSpan s_deathLimit = TimeSpan.FromSeconds(1);

    private static readonly UTF8Encoding s_utf8 = new(encoderShouldEmitUTF8Identifier: false);

    /// <summary>The time limit where none is given.</summary>
    public static TimeSpan DefaultLimit { get; } = TimeSpan.FromSeconds(15);

    /// <summary>The absolute path of a tool; null when it is in none of the system's folders.</summary>
    public static string? Find(string tool) => s_folders.Select(folder => Path.Combine(folder, tool)).FirstOrDefault(File.Exists);

    /// <summary>Runs a tool to its end.</summary>
    /// <exception cref="ContainerNetException">ToolNotFound, ToolTimedOut, ToolFailed (with a <see cref="ProcessFailedException"/> inside).</exception>
    public static async Task<ProcessResult> RunAsync(
        string tool, IReadOnlyList<string> arguments, CancellationToken cancellationToken, string input = "", TimeSpan? limit = null)
    {
        var result = await TryRunAsync(tool, arguments, cancellationToken, input, limit).ConfigureAwait(false);
        return result.ExitCode == 0 ? result : throw Failed(tool, result);
    }

    /// <summary>Runs a tool to its end, whatever its exit status.</summary>
    /// <exception cref="ContainerNetException">ToolNotFound, ToolTimedOut.</exception>
    public static Task<ProcessResult> TryRunAsync(
        string tool, IReadOnlyList<string> arguments, CancellationToken cancellationToken, string input = "", TimeSpan? limit = null) =>
        TryRunAsync(tool, arguments, Task.FromResult(input), cancellationToken, limit);

    /// <summary>
    /// The same with an input that may come when the tool already waits for it; where it does not come, the tool reads nothing. The time limit counts
    /// from then on: what waited long is not killed in the middle of its work.
    /// </summary>
    /// <exception cref="ContainerNetException">ToolNotFound, ToolTimedOut.</exception>
    public static async Task<ProcessResult> TryRunAsync(
        string tool, IReadOnlyList<string> arguments, Task<string> input, CancellationToken cancellationToken, TimeSpan? limit = null)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var path = Find(tool) ?? throw NotFound(tool, null);
        using var timer = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        using var process = Start(path, tool, arguments);
        try
        {
            var output = ReadToEndAsync(process.StandardOutput, timer.Token);
            var error = ReadToEndAsync(process.StandardError, timer.Token);
            var feed = FeedAsync(process.StandardInput, input, () => timer.CancelAfter(limit ?? DefaultLimit), timer.Token);
            await Task.WhenAll(output, error, feed).WaitAsync(timer.Token).ConfigureAwait(false);
            await process.WaitForExitAsync(timer.Token).ConfigureAwait(false);
            var (written, complaint) = (await output.ConfigureAwait(false), await error.ConfigureAwait(false));
            return new ProcessResult([path, .. arguments], process.ExitCode, written, complaint);
        }
        catch (OperationCanceledException)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var line = string.Join(' ', arguments.Prepend(path));
            throw ContainerNetException.Create(ErrorId.ToolTimedOut, tool, line, (limit ?? DefaultLimit).TotalSeconds);
        }
        finally
        {
            if (!process.HasExited)
            {
                process.Kill(entireProcessTree: true);
                process.WaitForExit(s_deathLimit);
            }

            // Disposing of the process leaves to the garbage collector's time what was asked for once.
            process.StandardOutput.Dispose();
            process.StandardError.Dispose();
        }
    }

    /// <summary>The error for a tool that ran and failed.</summary>
    public static ContainerNetException Failed(string tool, ProcessResult result) =>
        ContainerNetException.Create(
            ErrorId.ToolFailed, new ProcessFailedException(result), tool,
            tool, result.CommandLine, result.ExitCode, result.StandardError.Trim());

    private static Process Start(string path, string tool, IReadOnlyList<string> arguments)
    {
        var start = new ProcessStartInfo(path)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardInputEncoding = s_utf8,
            StandardOutputEncoding = s_utf8,
            StandardErrorEncoding = s_utf8,
            UseShellExecute = false,
            WorkingDirectory = "/",
        };
        foreach (var argument in arguments) start.ArgumentList.Add(argument);
        start.Environment["LC_ALL"] = "C";
        try
        {
            return Process.Start(start) ?? throw NotFound(tool, null);
        }
        catch (Win32Exception exception)
        {
            throw NotFound(tool, exception);
        }
    }

    // Of a large output the reader itself takes 4 KiB at a time, and each time waits for a thread.
    private static async Task<string> ReadToEndAsync(StreamReader reader, CancellationToken cancellationToken)
    {
        using var bytes = new MemoryStream();
        await reader.BaseStream.CopyToAsync(bytes, PipeSize, cancellationToken).ConfigureAwait(false);
        return s_utf8.GetString(bytes.GetBuffer(), 0, (int)bytes.Length);
    }

    private static async Task FeedAsync(StreamWriter standardInput, Task<string> input, Action start, CancellationToken cancellationToken)
    {
        try
        {
            await using (standardInput.ConfigureAwait(false))
            {
                try
                {
                    await input.WaitAsync(cancellationToken).ConfigureAwait(false);
                }
                finally
                {
                    start();
                }

                await standardInput.WriteAsync((await input.ConfigureAwait(false)).AsMemory(), cancellationToken).ConfigureAwait(false);
            }
        }
        catch (IOException)
        {
            // EPIPE: the tool ended before it read all of its input. Its exit status says why.
        }
    }

    private static ContainerNetException NotFound(string tool, Exception? inner) =>
        ContainerNetException.Create(ErrorId.ToolNotFound, inner, tool, tool, inner?.Message ?? string.Join(", ", s_folders));
}
