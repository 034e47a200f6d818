using System.Globalization;
using ContainerNet.LabKit;

namespace ContainerNet.Benchmarks;

/// <summary>What the engine takes by itself: the same requests by curl, which tells the time of each without its own start.</summary>
internal sealed class DaemonTime(string socket)
{
    /// <summary>The milliseconds of these GETs, one after the other on one connection.</summary>
    /// <param name="paths">Paths with a leading slash.</param>
    public double Of(params string[] paths)
    {
        string[] argv = ["curl", "--silent", "--fail", "--unix-socket", socket, "--write-out", "%{time_total}\n"];
        var requests = paths.SelectMany(path => new[] { "--output", "/dev/null", "http://localhost" + path });
        var answer = Tool.RunAsync([.. argv, .. requests]).GetAwaiter().GetResult().OrThrow();
        return answer.Lines.Sum(line => double.Parse(line, CultureInfo.InvariantCulture)) * 1000;
    }
}
