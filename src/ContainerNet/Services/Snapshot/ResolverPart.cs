using System.Globalization;
using System.Net;
using ContainerNet.Linux;

namespace ContainerNet.Services.Snapshot;

/// <summary>What a snapshot holds of the name servers of containers.</summary>
internal static class ResolverPart
{
    // resolv.conf(5): the C library looks at three servers; nobody writes more than this.
    private const int LongestFile = 64 * 1024;

    /// <summary>Reads them of the containers that run; one whose file cannot be read is left out.</summary>
    public static SnapshotResolver[] Read(IEnumerable<Container> containers, CancellationToken cancellationToken)
    {
        var found = new List<SnapshotResolver>();
        foreach (var container in containers.Where(static one => one.ProcessId != 0))
        {
            cancellationToken.ThrowIfCancellationRequested();
            var path = string.Create(CultureInfo.InvariantCulture, $"/proc/{container.ProcessId}/root/etc/resolv.conf");
            if (TryRead(path) is { } text) found.Add(new SnapshotResolver { ContainerId = container.Id, Servers = [.. ServersIn(text)] });
        }

        return [.. found];
    }

    /// <summary>The addresses behind <c>nameserver</c>. Pure.</summary>
    public static IEnumerable<string> ServersIn(string text) =>
        text.Split('\n').Select(static line => line.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries))
            .Where(static words => words is ["nameserver", var address, ..] && IPAddress.TryParse(address, out _)).Select(static words => words[1]);

    // An image may have anything in that place: a pipe would never end, and what it says beside addresses is nobody's business.
    private static string? TryRead(string path)
    {
        try
        {
            return FileKind.IsRegular(path) == true && new FileInfo(path).Length <= LongestFile ? File.ReadAllText(path) : null;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // It has just ended, or has no such file: a check says that it is not known.
            return null;
        }
    }
}
