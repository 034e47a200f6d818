using System.Buffers.Binary;
using System.Text;
using ContainerNet.Services;
using Xunit;

namespace ContainerNet.Unit.Engine;

public class LogTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Frames_are_told_apart_and_come_whole()
    {
        await using var fake = Sending(Frame(1, "out\n"), Frame(2, "err\n"), Frame(1, ""), Frame(1, "end"));

        Assert.Equal("out\nend|err\n", await ReadAsync(fake));
    }

    [Fact]
    public async Task A_frame_cut_into_single_bytes_is_the_same()
    {
        await using var fake = Sending([.. Frame(1, "äöü").Concat(Frame(2, "x")).Select(part => new[] { part })]);

        Assert.Equal("äöü|x", await ReadAsync(fake));
    }

    [Fact]
    public async Task A_large_frame_comes_whole()
    {
        await using var fake = Sending(Frame(1, new string('x', 300_000)));

        Assert.Equal(300_001, (await ReadAsync(fake)).Length);
    }

    [Fact]
    public async Task An_end_within_a_frame_is_a_lost_connection()
    {
        await using var fake = Sending(Frame(1, "whole"), Frame(1, "broken")[..10]);

        await EngineAssert.ThrowsAsync(ErrorId.EngineConnectionLost, () => ReadAsync(fake));
    }

    [Fact]
    public async Task The_engines_own_error_in_the_stream_is_shown()
    {
        await using var fake = Sending(Frame(3, "error grabbing logs: unexpected EOF"));

        var error = await EngineAssert.ThrowsAsync(ErrorId.EngineConnectionLost, () => ReadAsync(fake));
        Assert.Contains("error grabbing logs", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Following_ends_at_once_when_it_is_cancelled_between_frames()
    {
        await using var fake = new FakeHttpEngine(async request =>
        {
            await request.BeginStreamAsync();
            await request.SendAsync(Frame(1, "first"));
            await request.HangAsync();
        });
        using var engine = await fake.ConnectAsync(Token);
        using var stop = new CancellationTokenSource();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () =>
        {
            await foreach (var _ in engine.Containers.FollowLogsAsync("web", stop.Token)) stop.CancelAfter(20);
        });
    }

    private static FakeHttpEngine Sending(params byte[][] pieces) => new(async request =>
    {
        await request.BeginStreamAsync();
        foreach (var piece in pieces) await request.SendAsync(piece);
    });

    private static async Task<string> ReadAsync(FakeHttpEngine fake)
    {
        using var engine = await fake.ConnectAsync(Token);
        using MemoryStream output = new(), error = new();
        await foreach (var chunk in engine.Containers.FollowLogsAsync("web", Token)) await (chunk.IsError ? error : output).WriteAsync(chunk.Bytes, Token);
        return $"{Encoding.UTF8.GetString(output.ToArray())}|{Encoding.UTF8.GetString(error.ToArray())}";
    }

    private static byte[] Frame(byte stream, string text)
    {
        var payload = Encoding.UTF8.GetBytes(text);
        var frame = new byte[8 + payload.Length];
        frame[0] = stream;
        BinaryPrimitives.WriteInt32BigEndian(frame.AsSpan(4), payload.Length);
        payload.CopyTo(frame, 8);
        return frame;
    }
}
