namespace ContainerNet.Runtime;

/// <summary>What the engine asks of an OCI runtime, as far as it matters here: the command lines of runc(8) and crun(1). Pure.</summary>
internal sealed record CommandLine
{
    /// <summary>Options that take the next word where they have no <c>=</c>.</summary>
    private static readonly string[] s_withValue =
    [
        "root", "log", "log-format", "log-level", "criu", "rootless", "cgroup-manager",
        "bundle", "b", "console-socket", "pid-file", "preserve-fds",
    ];

    /// <summary>create, start, state, kill, delete ...; empty where there is none.</summary>
    public string Command { get; private init; } = "";

    /// <summary>The folder of the bundle, as it was given; the working directory where it was not.</summary>
    public string Bundle { get; private init; } = ".";

    /// <summary>The file errors are to be appended to; null where none was given.</summary>
    public string? Log { get; private init; }

    /// <summary>Whether the log is to be JSON; runc's own default is text.</summary>
    public bool LogIsJson { get; private init; }

    /// <summary>Reads the words behind the name of the executable.</summary>
    public static CommandLine Parse(IReadOnlyList<string> words)
    {
        var line = new CommandLine();
        for (var i = 0; i < words.Count; i++)
        {
            var word = words[i];
            if (!word.StartsWith('-'))
            {
                // The container's id, and for exec the words of a foreign command, follow: only create has options we need behind its name.
                if (line.Command.Length > 0) continue;
                line = line with { Command = word };
                if (word != "create") break;
                continue;
            }

            var name = word.TrimStart('-');
            var split = name.IndexOf('=', StringComparison.Ordinal);
            var value = split >= 0 ? name[(split + 1)..] : null;
            if (split >= 0) name = name[..split];
            if (value is null && s_withValue.Contains(name) && i + 1 < words.Count) value = words[++i];
            line = name switch
            {
                "log" => line with { Log = value },
                "log-format" => line with { LogIsJson = value == "json" },
                "bundle" or "b" when value is not null => line with { Bundle = value },
                _ => line,
            };
        }

        return line;
    }
}
