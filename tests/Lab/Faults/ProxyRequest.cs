using System.Globalization;
using System.Net.Sockets;
using System.Text;

namespace ContainerNet.Lab.Faults;

/// <summary>A whole request, read before anything is done with it.</summary>
/// <param name="Line">Its first line.</param>
/// <param name="Bytes">What the engine is sent: <c>Connection: close</c> is added, so that every connection carries one request and none goes by unseen.</param>
internal sealed record ProxyRequest(string Line, byte[] Bytes)
{
    private const string LengthName = "Content-Length:";

    /// <summary>Reads the header and the body its length tells of; null where the client hung up without one.</summary>
    public static async Task<ProxyRequest?> ReadAsync(Socket client, CancellationToken cancellationToken)
    {
        var bytes = new List<byte>();
        var buffer = new byte[64 * 1024];
        var header = "";
        while (header.Length == 0 || bytes.Count < header.Length + BodyLength(header))
        {
            var read = await client.ReceiveAsync(buffer, cancellationToken);
            if (read == 0) return null;
            bytes.AddRange(buffer.AsSpan(0, read));
            if (header.Length == 0) header = HeaderOf(bytes);
        }

        var line = header.Split('\r')[0];
        var added = Encoding.ASCII.GetBytes("\r\nConnection: close");
        return new ProxyRequest(line, [.. bytes[..line.Length], .. added, .. bytes[line.Length..]]);
    }

    private static string HeaderOf(List<byte> bytes)
    {
        var text = Encoding.ASCII.GetString([.. bytes]);
        var end = text.IndexOf("\r\n\r\n", StringComparison.Ordinal);
        return end < 0 ? "" : text[..(end + 4)];
    }

    private static int BodyLength(string header)
    {
        if (header.Contains("Transfer-Encoding:", StringComparison.OrdinalIgnoreCase)) throw new NotSupportedException("A request in chunks.");
        var length = header.Split("\r\n").FirstOrDefault(each => each.StartsWith(LengthName, StringComparison.OrdinalIgnoreCase));
        return length is null ? 0 : int.Parse(length[LengthName.Length..], CultureInfo.InvariantCulture);
    }
}
