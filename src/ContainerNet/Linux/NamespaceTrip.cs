using System.Reflection;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace ContainerNet.Linux;

/// <summary>Makes system calls in other network namespaces, for what the kernel tells or opens only there.</summary>
/// <remarks>
/// A thread that is away and runs managed code hands its namespace to every thread that is born from it. So the way there and back is bare
/// system calls in one method (<see cref="GoThere"/>): it allocates nothing, calls nothing managed, reads no static, and is compiled
/// before, at full optimisation, so that no counting of calls and no compiler comes in between. It runs on a thread of its own, which ends
/// with it. Whether the way back is open is found out before leaving, by walking it: from a user namespace of its own, for one, a process
/// may enter its containers' namespaces and not return. After that the return can only fail where the kernel has no memory left; then the
/// process is ended at once, because everything it did from there on could be done to the wrong machine.
/// </remarks>
internal static unsafe class NamespaceTrip
{
    /// <summary>What a refusal to enter is called in errors.</summary>
    public const string Entering = "setns(CLONE_NEWNET)";

    /// <summary>linux/sched.h.</summary>
    public const int CLONE_NEWNET = 0x40000000;

    private const int StackSize = 256 * 1024;
    private const int StandardError = 2;

    private static readonly Calls s_calls = Calls.Resolve();

    /// <summary>Runs errands. Costs one thread in all, which with both ends is about 100 microseconds, and some microseconds a namespace.</summary>
    /// <param name="errands">The errands; those in one namespace, one behind the other. Each has its result afterwards.</param>
    /// <exception cref="KernelException">A namespace may not be entered (CAP_SYS_ADMIN), or could not be left again; the errands from there on are not run.</exception>
    public static void Run(Errand[] errands)
    {
        using var home = OpenHome();
        var back = home.Number;
        var error = 0;
        var thread = new Thread(() => error = Run(back, errands), StackSize) { IsBackground = true, Name = "ContainerNet namespace" };
        thread.UnsafeStart();
        thread.Join();
        if (error != 0) throw KernelException.FromErrno(Entering, error);
    }

    /// <summary>The address of a function of the C library, for an errand.</summary>
    public static nint AddressOf(string function) => NativeLibrary.GetExport(s_calls.Library, function);

    // Opened anew each time, by the thread that the new one is born from: nothing that could have been made somewhere else.
    private static SafeDescriptor OpenHome()
    {
        const string path = "/proc/thread-self/ns/net";
        var home = LibC.open(path, LibC.O_RDONLY | LibC.O_CLOEXEC);
        return home.IsInvalid ? throw KernelException.FromLastCall(path) : home;
    }

    // Makes one trip after the other until a namespace cannot be entered, and returns the error number of that. In between it is at home.
    private static int Run(int home, Errand[] errands)
    {
        var calls = s_calls;
        calls.Errno = calls.ErrnoLocation();
        var text = "ContainerNet: the way back from a container's network namespace is closed; ending the process.\n"u8;
        fixed (byte* message = text)
        fixed (Errand* first = errands)
        {
            calls.Message = message;
            calls.MessageLength = text.Length;

            // Home to home: what the runtime makes at the first call is made here, and a way back that is closed shows while nobody has left.
            var rehearsal = new Errand(home, (nint)calls.Close, -1);
            var error = GoThere(&calls, home, &rehearsal, &rehearsal + 1);
            var end = first + errands.Length;
            for (var from = first; from < end && error == 0;)
            {
                var next = from + 1;
                while (next < end && next->There == from->There) next++;
                error = GoThere(&calls, home, from, next);
                from = next;
            }

            return error;
        }
    }

    // What the compiler puts between the calls (seen in its output) is a look whether a garbage collection waits; if so this thread sleeps
    // until it is over. That it hands its namespace to no other thread meanwhile is what counts.
    /// <summary>The one method that is away: for the errands of one namespace. Returns an error number where it may not be entered, and always at home.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static int GoThere(Calls* calls, int home, Errand* first, Errand* end)
    {
        if (calls->Enter(home, CLONE_NEWNET) != 0) return *calls->Errno;
        if (calls->Enter(first->There, CLONE_NEWNET) != 0) return *calls->Errno;
        for (var errand = first; errand < end; errand++)
        {
            var result = errand->Call(errand->A, errand->B, errand->C, errand->D);
            errand->Result = result >= 0 ? result : -*calls->Errno;
        }

        if (calls->Enter(home, CLONE_NEWNET) != 0)
        {
            calls->Write(StandardError, calls->Message, calls->MessageLength);
            calls->Abort();
        }

        return 0;
    }

    /// <summary>Addresses of the C library, and what the bare calls need beside them. No call of it lets the runtime in.</summary>
    private struct Calls
    {
        public delegate* unmanaged[SuppressGCTransition]<int, int, int> Enter;
        public delegate* unmanaged[SuppressGCTransition]<int, int> Close;
        public delegate* unmanaged[SuppressGCTransition]<int, byte*, nint, nint> Write;
        public delegate* unmanaged[SuppressGCTransition]<void> Abort;
        public delegate* unmanaged[SuppressGCTransition]<int*> ErrnoLocation;
        public int* Errno;
        public byte* Message;
        public nint MessageLength;
        public nint Library;

        public static Calls Resolve()
        {
            RuntimeHelpers.PrepareMethod(typeof(NamespaceTrip).GetMethod(nameof(GoThere), BindingFlags.NonPublic | BindingFlags.Static)!.MethodHandle);
            var library = NativeLibrary.Load("libc", typeof(NamespaceTrip).Assembly, null);
            return new Calls
            {
                Enter = (delegate* unmanaged[SuppressGCTransition]<int, int, int>)NativeLibrary.GetExport(library, "setns"),
                Close = (delegate* unmanaged[SuppressGCTransition]<int, int>)NativeLibrary.GetExport(library, "close"),
                Write = (delegate* unmanaged[SuppressGCTransition]<int, byte*, nint, nint>)NativeLibrary.GetExport(library, "write"),
                Abort = (delegate* unmanaged[SuppressGCTransition]<void>)NativeLibrary.GetExport(library, "abort"),
                ErrnoLocation = (delegate* unmanaged[SuppressGCTransition]<int*>)NativeLibrary.GetExport(library, "__errno_location"),
                Library = library,
            };
        }
    }
}

/// <summary>A call of the C library, to be made in another network namespace.</summary>
/// <param name="there">The namespace's descriptor; who holds it keeps it open meanwhile.</param>
/// <param name="call">The function (<see cref="NamespaceTrip.AddressOf"/>): it takes whole numbers or pointers, returns an int, and sets errno where that is negative.</param>
/// <param name="a">The first of what it takes.</param>
/// <param name="b">The second.</param>
/// <param name="c">The third.</param>
/// <param name="d">The fourth.</param>
internal unsafe struct Errand(int there, nint call, nint a = 0, nint b = 0, nint c = 0, nint d = 0)
{
    public readonly int There = there;
    public readonly delegate* unmanaged[SuppressGCTransition]<nint, nint, nint, nint, int> Call = (delegate* unmanaged[SuppressGCTransition]<nint, nint, nint, nint, int>)call;
    public readonly nint A = a;
    public readonly nint B = b;
    public readonly nint C = c;
    public readonly nint D = d;

    /// <summary>What it returned, or a negative error number; what it is before, where it was not run.</summary>
    public int Result = -Errno.ECANCELED;
}
