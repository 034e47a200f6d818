using ContainerNet.Linux;
using Xunit;

namespace ContainerNet.Unit.Linux;

public sealed class FileLockTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("containernet-lock-").FullName;

    private string LockPath => Path.Combine(_folder, "lock");

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Two_holders_are_never_inside_together()
    {
        var (inside, most, turns) = (0, 0, 0);
        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(
            async () =>
            {
                for (var i = 0; i < 25; i++)
                {
                    using var held = await FileLock.AcquireAsync(LockPath, TimeSpan.FromSeconds(60), Token);
                    Assert.NotNull(held);
                    most = Math.Max(most, Interlocked.Increment(ref inside));
                    turns++;
                    await Task.Yield();
                    Interlocked.Decrement(ref inside);
                }
            },
            Token)));

        Assert.Equal(1, most);
        Assert.Equal(100, turns);
    }

    [Fact]
    public async Task A_lock_that_is_held_is_not_waited_for_without_end()
    {
        using var held = await FileLock.AcquireAsync(LockPath, TimeSpan.Zero, Token);

        Assert.Null(await FileLock.AcquireAsync(LockPath, TimeSpan.FromMilliseconds(50), Token));
    }

    [Fact]
    public async Task The_file_goes_with_the_lock()
    {
        (await FileLock.AcquireAsync(LockPath, TimeSpan.Zero, Token))!.Dispose();

        Assert.Empty(Directory.GetFileSystemEntries(_folder));
    }

    [Fact]
    public async Task A_file_left_by_a_session_that_was_killed_locks_nobody_out()
    {
        await File.WriteAllTextAsync(LockPath, "", Token);

        using var held = await FileLock.AcquireAsync(LockPath, TimeSpan.Zero, Token);

        Assert.NotNull(held);
    }

    [Fact]
    public async Task A_folder_that_is_not_there_is_an_error() =>
        await Assert.ThrowsAsync<IOException>(() => FileLock.AcquireAsync("/does/not/exist/lock", TimeSpan.Zero, Token));

    public void Dispose() => Directory.Delete(_folder, recursive: true);
}
