using System.Net.Sockets;

namespace ContainerNet.LabKit;

/// <summary>The little of the engine's API that the lab needs before any client can be trusted.</summary>
internal sealed class EngineApi(string socket) : IDisposable
{
    private readonly HttpClient _client = new(new SocketsHttpHandler
    {
        ConnectCallback = async (_, cancellationToken) =>
        {
            var connection = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
            try
            {
                await connection.ConnectAsync(new UnixDomainSocketEndPoint(socket), cancellationToken);
                return new NetworkStream(connection, ownsSocket: true);
            }
            catch
            {
                connection.Dispose();
                throw;
            }
        },
    })
    {
        BaseAddress = new Uri("http://localhost"),
    };

    public async Task<bool> PingAsync(CancellationToken cancellationToken)
    {
        try
        {
            using var answer = await _client.GetAsync(new Uri("/_ping", UriKind.Relative), cancellationToken);
            return answer.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    /// <summary>Imports a root file system as an image of one layer.</summary>
    public async Task ImportAsync(Stream archive, string image, IEnumerable<string> changes, CancellationToken cancellationToken)
    {
        var name = image.Split(':');
        var query = $"/images/create?fromSrc=-&repo={name[0]}&tag={name[1]}" + string.Concat(changes.Select(c => "&changes=" + Uri.EscapeDataString(c)));
        using var content = new StreamContent(archive);
        content.Headers.ContentType = new("application/x-tar");
        using var answer = await _client.PostAsync(new Uri(query, UriKind.Relative), content, cancellationToken);
        var text = await answer.Content.ReadAsStringAsync(cancellationToken);
        if (!answer.IsSuccessStatusCode || text.Contains("\"error\"", StringComparison.Ordinal)) throw new LabException($"{image} cannot be imported: {text.Trim()}");
    }

    public void Dispose() => _client.Dispose();
}
