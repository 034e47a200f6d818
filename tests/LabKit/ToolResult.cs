namespace ContainerNet.LabKit;

/// <summary>How a native tool ended.</summary>
public sealed record ToolResult(string Command, int ExitCode, string Output, string Error)
{
    public bool Succeeded => ExitCode == 0;

    /// <summary>The lines of standard output, without empty ones.</summary>
    public string[] Lines => Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);

    /// <summary>Standard output without the newline at its end.</summary>
    public string Text => Output.TrimEnd('\n');

    public ToolResult OrThrow() =>
        Succeeded ? this : throw new LabException($"{Command} ended with {ExitCode}: {(Error + Output).Trim()}");
}
