using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;

namespace ContainerNet.Services.Probing.Dns;

/// <summary>Looks names up as a program in a container would: in its /etc/hosts, then with the name servers of its /etc/resolv.conf.</summary>
/// <param name="origin">Where sockets are opened and files are read.</param>
internal sealed class NameLookup(ProbeOrigin origin)
{
    private const string Hosts = "/etc/hosts";
    private const int DnsPort = 53;
    private const int LongestDatagram = 4096;

    private readonly ResolverSettings _settings = ResolverSettings.Parse(origin.ReadFile("/etc/resolv.conf"));
    private readonly List<string> _asked = [];

    /// <summary>Whether the engine's own name server is asked.</summary>
    public bool IsEmbedded => _settings.IsEmbedded;

    /// <summary>The addresses that /etc/hosts has of a name; null where it has none.</summary>
    public FoundName? InHosts(string name) =>
        HostsFile.Find(origin.ReadFile(Hosts), name) is { Length: > 0 } addresses ? new FoundName(ConnectionResult.Resolved, addresses, Hosts, []) : null;

    /// <summary>Asks the name servers.</summary>
    /// <param name="name">The name.</param>
    /// <param name="limit">How long each of them may take.</param>
    /// <param name="cancellationToken">Ends it at once.</param>
    public async Task<FoundName> AskAsync(string name, TimeSpan limit, CancellationToken cancellationToken)
    {
        var result = new FoundName(ConnectionResult.NameNotFound, [], "", []);
        foreach (var candidate in _settings.NamesOf(name))
        {
            _asked.Add(candidate);
            var found = await AskServersAsync(candidate, limit, cancellationToken).ConfigureAwait(false);
            if (found.Result == ConnectionResult.Resolved) return found with { Names = [.. _asked] };
            result = found;
        }

        return result with { Names = [.. _asked] };
    }

    private async Task<FoundName> AskServersAsync(string name, TimeSpan limit, CancellationToken cancellationToken)
    {
        var failed = new FoundName(ConnectionResult.ResolverFailed, [], string.Join(", ", _settings.Servers.Select(static one => one.ToString())), []);
        foreach (var server in _settings.Servers)
        {
            var answer = await AskAsync(server, name, DnsMessage.TypeA, limit, cancellationToken).ConfigureAwait(false);
            if (answer.Outcome == DnsOutcome.Empty) answer = await AskAsync(server, name, DnsMessage.TypeAaaa, limit, cancellationToken).ConfigureAwait(false);
            if (answer.Outcome is DnsOutcome.Failed or DnsOutcome.Truncated) continue;
            return new FoundName(answer.Addresses.Length > 0 ? ConnectionResult.Resolved : ConnectionResult.NameNotFound, answer.Addresses, $"{server}", []);
        }

        return failed;
    }

    private async Task<DnsAnswer> AskAsync(IPAddress server, string name, int type, TimeSpan limit, CancellationToken cancellationToken)
    {
        if (DnsMessage.Ask(BinaryPrimitives.ReadUInt16LittleEndian(RandomNumberGenerator.GetBytes(2)), name, type) is not { } question) return new DnsAnswer(DnsOutcome.NotFound, []);
        using var timer = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        timer.CancelAfter(limit);
        try
        {
            var answer = await ByDatagramAsync(server, question, timer.Token).ConfigureAwait(false);
            return answer.Outcome == DnsOutcome.Truncated ? await ByStreamAsync(server, question, timer.Token).ConfigureAwait(false) : answer;
        }
        catch (Exception exception) when (exception is SocketException or EndOfStreamException || (exception is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            return new DnsAnswer(DnsOutcome.Failed, []);
        }
    }

    private async Task<DnsAnswer> ByDatagramAsync(IPAddress server, byte[] question, CancellationToken cancellationToken)
    {
        using var socket = origin.OpenSocket(server.AddressFamily, SocketType.Dgram);
        await socket.ConnectAsync(new IPEndPoint(server, DnsPort), cancellationToken).ConfigureAwait(false);
        await socket.SendAsync(question, cancellationToken).ConfigureAwait(false);
        var buffer = new byte[LongestDatagram];
        while (true)
        {
            // What answers another question is passed over.
            var length = await socket.ReceiveAsync(buffer, cancellationToken).ConfigureAwait(false);
            if (DnsMessage.Read(buffer.AsSpan(0, length), question) is { } answer) return answer;
        }
    }

    private async Task<DnsAnswer> ByStreamAsync(IPAddress server, byte[] question, CancellationToken cancellationToken)
    {
        using var socket = origin.OpenSocket(server.AddressFamily, SocketType.Stream);
        await socket.ConnectAsync(new IPEndPoint(server, DnsPort), cancellationToken).ConfigureAwait(false);
        using var stream = new NetworkStream(socket);
        await stream.WriteAsync((byte[])[(byte)(question.Length >> 8), (byte)question.Length, .. question], cancellationToken).ConfigureAwait(false);
        var length = new byte[2];
        await stream.ReadExactlyAsync(length, cancellationToken).ConfigureAwait(false);
        var answer = new byte[BinaryPrimitives.ReadUInt16BigEndian(length)];
        await stream.ReadExactlyAsync(answer, cancellationToken).ConfigureAwait(false);
        return DnsMessage.Read(answer, question) ?? new DnsAnswer(DnsOutcome.Failed, []);
    }
}

/// <summary>What was found of a name.</summary>
/// <param name="Result">Resolved, NameNotFound or ResolverFailed.</param>
/// <param name="Addresses">The addresses.</param>
/// <param name="Resolver">Who said so.</param>
/// <param name="Names">The names that were asked for.</param>
internal sealed record FoundName(ConnectionResult Result, IPAddress[] Addresses, string Resolver, string[] Names);
