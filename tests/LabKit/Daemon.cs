using System.Diagnostics;

namespace ContainerNet.LabKit;

/// <summary>Starts a process that outlives this one and hears no Ctrl+C.</summary>
internal static class Daemon
{
    // .NET can give a child only pipes, which break when we end: this fixed text points it at the log instead. What is run comes as arguments.
    private const string Redirect = "exec \"$@\" >>\"$LABKIT_LOG\" 2>&1 </dev/null";

    public static ProcessIdentity Start(IEnumerable<string> argv, string log)
    {
        var start = new ProcessStartInfo("setsid", ["/bin/sh", "-c", Redirect, "sh", .. argv]) { WorkingDirectory = "/" };
        start.Environment["LABKIT_LOG"] = log;
        start.Environment["LC_ALL"] = "C";
        using var process = Process.Start(start)!;
        return ProcessTable.Find(process.Id) ?? throw new LabException($"{string.Join(' ', argv)} ended at once; see {log}.");
    }
}
