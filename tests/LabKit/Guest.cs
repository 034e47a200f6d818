using System.Diagnostics;
using System.Globalization;

namespace ContainerNet.LabKit;

/// <summary>A command that runs in the lab. Noted beside the lab's state, so that `down` ends it where whoever started it was killed.</summary>
internal sealed class Guest(LabNames names)
{
    private const string Prefix = "guest-";

    /// <param name="words">The argument vector, which enters the lab or the host elsewhere itself.</param>
    /// <param name="cancellationToken">Ends the command.</param>
    public async Task<int> RunAsync(string[] words, CancellationToken cancellationToken)
    {
        var start = new ProcessStartInfo(words[0], words[1..]);
        start.Environment["DOCKER_HOST"] = names.DockerHost;
        start.Environment.Remove("DOCKER_CONTEXT");
        start.Environment[LabNames.Variable] = names.Name;
        using var child = Process.Start(start)!;
        var note = Note(child.Id);
        try
        {
            await child.WaitForExitAsync(cancellationToken);
            return child.ExitCode;
        }
        catch (OperationCanceledException)
        {
            await EndAsync(child);
            throw;
        }
        finally
        {
            if (File.Exists(note)) File.Delete(note);
        }
    }

    /// <summary>Ends those whose `labkit run` is gone or will never come back, with their children.</summary>
    public void EndAll()
    {
        foreach (var note in Directory.EnumerateFiles(names.RunFolder, Prefix + "*"))
        {
            var id = int.Parse(Path.GetFileName(note)[Prefix.Length..], CultureInfo.InvariantCulture);
            var identity = new ProcessIdentity(id, ulong.Parse(File.ReadAllText(note), CultureInfo.InvariantCulture));
            if (id != Environment.ProcessId) ProcessTable.Kill(identity, entireTree: true);
        }
    }

    private string? Note(int id)
    {
        if (ProcessTable.Find(id) is not { } child) return null;
        var note = Path.Combine(names.RunFolder, Prefix + id.ToString(CultureInfo.InvariantCulture));
        File.WriteAllText(note, child.StartTime.ToString(CultureInfo.InvariantCulture));
        return note;
    }

    /// <summary>A child at a terminal has had the Ctrl+C too; one that has not, gets a SIGTERM, and a while for its own end.</summary>
    private static async Task EndAsync(Process child)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(15));
        try
        {
            await Tool.RunAsync(["busybox", "kill", "-TERM", $"{child.Id}"], cancellationToken: limit.Token);
            await child.WaitForExitAsync(limit.Token);
        }
        catch (OperationCanceledException)
        {
            child.Kill(entireProcessTree: true);
        }
    }
}
