using System.Runtime.InteropServices;

namespace ContainerNet.Benchmarks;

/// <summary>The processor time of the calling thread, the kernel's included (clock_gettime(2)). What /proc tells of it moves in ticks of milliseconds.</summary>
internal static partial class ThreadClock
{
    private const int CLOCK_THREAD_CPUTIME_ID = 3;

    /// <summary>Microseconds.</summary>
    public static double Now()
    {
        _ = clock_gettime(CLOCK_THREAD_CPUTIME_ID, out var time);
        return (time.Seconds * 1_000_000.0) + (time.Nanoseconds / 1000.0);
    }

    [LibraryImport("libc")]
    private static partial int clock_gettime(int clock, out TimeSpec time);

    /// <summary>struct timespec of time.h.</summary>
    private struct TimeSpec
    {
        public long Seconds;
        public long Nanoseconds;
    }
}
