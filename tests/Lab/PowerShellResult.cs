using System.Management.Automation;

namespace ContainerNet.Lab;

/// <summary>What a script wrote, stream by stream.</summary>
public sealed record PowerShellResult
{
    public required PSObject[] Output { get; init; }

    /// <summary>The error stream; an error that ended the script stands last.</summary>
    public required ErrorRecord[] Errors { get; init; }

    public required string[] Warnings { get; init; }

    public required string[] Verbose { get; init; }

    public required InformationRecord[] Information { get; init; }

    public required ProgressRecord[] Progress { get; init; }

    /// <summary>True where an error ended the script.</summary>
    public bool Terminated { get; init; }

    /// <summary>True where the script was stopped, as Ctrl+C does.</summary>
    public bool Stopped { get; init; }

    /// <summary>The ids of the errors, without the cmdlet's name that PowerShell appends.</summary>
    public string[] ErrorIds => [.. Errors.Select(e => e.FullyQualifiedErrorId.Split(',')[0])];

    /// <summary>The output of a script that has to go without an error.</summary>
    public PSObject[] OrThrow() =>
        Errors.Length == 0 ? Output : throw new InvalidOperationException(string.Join('\n', Errors.Select(e => $"{e.FullyQualifiedErrorId}: {e}")));

    /// <summary>A property of the one object there is.</summary>
    public object? Property(string property) => OrThrow().Single().Properties[property]?.Value;
}
