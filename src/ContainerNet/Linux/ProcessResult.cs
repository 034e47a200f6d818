namespace ContainerNet.Linux;

/// <summary>What a tool that ran to its end has left.</summary>
/// <param name="Arguments">The argument vector; the first is the tool's absolute path.</param>
/// <param name="ExitCode">Its exit status; 128 and the signal's number where a signal ended it.</param>
/// <param name="StandardOutput">All of its standard output.</param>
/// <param name="StandardError">All of its standard error.</param>
internal sealed record ProcessResult(IReadOnlyList<string> Arguments, int ExitCode, string StandardOutput, string StandardError)
{
    /// <summary>The argument vector as one line for people; never run again.</summary>
    public string CommandLine => string.Join(' ', Arguments);
}

/// <summary>A tool ended with another exit status than 0: the cause inside a ToolFailed error.</summary>
internal sealed class ProcessFailedException(ProcessResult result)
    : Exception($"{result.CommandLine}: exit status {result.ExitCode}: {result.StandardError.Trim()}")
{
    /// <summary>The argument vector, the exit status, and what the tool wrote.</summary>
    public ProcessResult Result { get; } = result;
}
