using System.Globalization;
using System.Text;

namespace ContainerNet.Unit.Engine;

/// <summary>A request a fake engine received, and the ways to answer it.</summary>
internal sealed class FakeRequest(Stream stream, string method, string target, string body, CancellationToken end)
{
    public string Method => method;

    /// <summary>Path with its query.</summary>
    public string Target => target;

    public string Path => target.Split('?')[0];

    public string Body => body;

    /// <summary>The test is over.</summary>
    public CancellationToken End => end;

    /// <summary>Set when the connection is to be closed after this answer.</summary>
    public bool IsLast { get; private set; }

    public static async Task<FakeRequest?> ReadAsync(Stream stream, CancellationToken end)
    {
        var head = new StringBuilder();
        var one = new byte[1];
        while (!head.ToString().EndsWith("\r\n\r\n", StringComparison.Ordinal))
        {
            if (await stream.ReadAsync(one, end) == 0) return null;
            head.Append((char)one[0]);
        }

        var lines = head.ToString().Split("\r\n");
        var length = lines.FirstOrDefault(line => line.StartsWith("Content-Length:", StringComparison.OrdinalIgnoreCase));
        var chunked = lines.Any(line => line.StartsWith("Transfer-Encoding: chunked", StringComparison.OrdinalIgnoreCase));
        var text = chunked ? await ReadChunksAsync(stream, end)
            : length is null ? "" : await ReadTextAsync(stream, int.Parse(length.Split(':')[1], CultureInfo.InvariantCulture), end);
        var words = lines[0].Split(' ');
        return new FakeRequest(stream, words[0], words[1], text, end);
    }

    public Task PingAsync(string apiVersion) => SendAsync(
        $"HTTP/1.1 200 OK\r\nApi-Version: {apiVersion}\r\nServer: Docker/20.10.24 (linux)\r\nContent-Length: 2\r\n\r\nOK");

    public Task AnswerAsync(int status, string json) => SendAsync(
        $"HTTP/1.1 {status} X\r\nContent-Type: application/json\r\nContent-Length: {Encoding.UTF8.GetByteCount(json)}\r\n\r\n{json}");

    /// <summary>Begins an answer whose body ends with the connection.</summary>
    public Task BeginStreamAsync()
    {
        IsLast = true;
        return SendAsync("HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n");
    }

    public Task SendAsync(string text) => SendAsync(Encoding.UTF8.GetBytes(text));

    public async Task SendAsync(byte[] bytes) => await stream.WriteAsync(bytes, end);

    /// <summary>Never answers.</summary>
    public Task HangAsync() => Task.Delay(Timeout.Infinite, end);

    /// <summary>Closes the connection without an answer.</summary>
    public Task HangUpAsync()
    {
        IsLast = true;
        return Task.CompletedTask;
    }

    private static async Task<string> ReadTextAsync(Stream stream, int count, CancellationToken end)
    {
        var bytes = new byte[count];
        await stream.ReadExactlyAsync(bytes, end);
        return Encoding.UTF8.GetString(bytes);
    }

    private static async Task<string> ReadChunksAsync(Stream stream, CancellationToken end)
    {
        var text = new StringBuilder();
        while (true)
        {
            var line = "";
            while (!line.EndsWith("\r\n", StringComparison.Ordinal)) line += await ReadTextAsync(stream, 1, end);
            var count = int.Parse(line.Trim(), NumberStyles.HexNumber, CultureInfo.InvariantCulture);
            text.Append(await ReadTextAsync(stream, count, end));
            await ReadTextAsync(stream, 2, end);
            if (count == 0) return text.ToString();
        }
    }
}
