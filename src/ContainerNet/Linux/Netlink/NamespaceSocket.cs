using System.Reflection;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace ContainerNet.Linux.Netlink;

/// <summary>
/// Opens sockets in another network namespace: for what the kernel answers only to a netlink socket that lives there (routes, rules,
/// neighbours, sockets have no target namespace), and for flows that are to begin there. A socket stays in the namespace it was opened in, so
/// the thread need not.
/// </summary>
/// <remarks>
/// A thread that is away and runs managed code hands its namespace to every thread that is born from it. So the way there and back is three
/// bare system calls in one method (<see cref="OpenThere"/>): it allocates nothing, calls nothing managed, reads no static, and is compiled
/// before, at full optimisation, so that no counting of calls and no compiler comes in between. It runs on a thread of its own, which ends
/// with it. Whether the way back is open is found out before leaving, by walking it: from a user namespace of its own, for one, a process
/// may enter its containers' namespaces and not return. After that the return can only fail where the kernel has no memory left; then the
/// process is ended at once, because everything it did from there on could be done to the wrong machine.
/// </remarks>
internal static unsafe class NamespaceSocket
{
    /// <summary>What a refusal to enter is called in errors.</summary>
    public const string Entering = "setns(CLONE_NEWNET)";

    /// <summary>linux/sched.h.</summary>
    public const int CLONE_NEWNET = 0x40000000;

    private const int StackSize = 256 * 1024;
    private const int StandardError = 2;

    private static readonly Calls s_calls = Calls.Resolve();

    /// <summary>Opens the socket. Costs a thread, and both ends about 100 microseconds.</summary>
    /// <param name="networkNamespace">The open namespace.</param>
    /// <param name="protocol">NETLINK_*.</param>
    /// <exception cref="KernelException">The namespace may not be entered (CAP_SYS_ADMIN), or could not be left again.</exception>
    public static SafeDescriptor Open(SafeDescriptor networkNamespace, int protocol) => Open([networkNamespace], [protocol])[0];

    /// <summary>Opens a socket of any kind (socket(2)).</summary>
    /// <inheritdoc cref="Open(SafeDescriptor, int)"/>
    public static SafeDescriptor Open(SafeDescriptor networkNamespace, SocketKind kind) => Open([networkNamespace], [kind])[0];

    /// <summary>Opens netlink sockets in many namespaces. Costs one thread in all, and some microseconds a socket.</summary>
    /// <param name="networkNamespaces">The open namespaces.</param>
    /// <param name="protocols">NETLINK_*; one socket of each in every namespace.</param>
    /// <returns>The sockets of the first namespace in the order of the protocols, then those of the next.</returns>
    /// <exception cref="KernelException">A namespace may not be entered (CAP_SYS_ADMIN), or could not be left again. None is open then.</exception>
    public static SafeDescriptor[] Open(IReadOnlyList<SafeDescriptor> networkNamespaces, IReadOnlyList<int> protocols) =>
        Open(networkNamespaces, [.. protocols.Select(static protocol => new SocketKind(LibC.AF_NETLINK, LibC.SOCK_RAW, protocol))]);

    /// <summary>Opens sockets of any kind in many namespaces.</summary>
    /// <param name="networkNamespaces">The open namespaces.</param>
    /// <param name="kinds">The kinds; one socket of each in every namespace.</param>
    /// <inheritdoc cref="Open(IReadOnlyList{SafeDescriptor}, IReadOnlyList{int})"/>
    public static SafeDescriptor[] Open(IReadOnlyList<SafeDescriptor> networkNamespaces, IReadOnlyList<SocketKind> kinds)
    {
        using var home = OpenHome();
        var back = home.Number;
        (int There, SocketKind Kind, int Result)[] trips = [.. networkNamespaces.SelectMany(one => kinds.Select(kind => (one.Number, kind, -1)))];
        var error = 0;
        var thread = new Thread(() => error = Run(back, trips), StackSize) { IsBackground = true, Name = "ContainerNet namespace" };
        thread.UnsafeStart();
        thread.Join();
        GC.KeepAlive(networkNamespaces);
        SafeDescriptor[] sockets = [.. trips.Where(static trip => trip.Result >= 0).Select(static trip => new SafeDescriptor(trip.Result))];
        if (error == 0) return sockets;
        foreach (var socket in sockets) socket.Dispose();
        throw KernelException.FromErrno(Entering, error);
    }

    // Opened anew each time, by the thread that the new one is born from: nothing that could have been made somewhere else.
    private static SafeDescriptor OpenHome()
    {
        const string path = "/proc/thread-self/ns/net";
        var home = LibC.open(path, LibC.O_RDONLY | LibC.O_CLOEXEC);
        return home.IsInvalid ? throw KernelException.FromLastCall(path) : home;
    }

    // Makes one trip after the other until one fails, and returns its error number. In between it is at home.
    private static int Run(int home, (int There, SocketKind Kind, int Result)[] trips)
    {
        var calls = s_calls;
        calls.Errno = calls.ErrnoLocation();
        var text = "ContainerNet: the way back from a container's network namespace is closed; ending the process.\n"u8;
        fixed (byte* message = text)
        {
            calls.Message = message;
            calls.MessageLength = text.Length;

            // Home to home: what the runtime makes at the first call is made here, and a way back that is closed shows while nobody has left.
            var rehearsal = OpenThere(&calls, home, home, LibC.AF_NETLINK, LibC.SOCK_RAW, NetlinkConstants.NETLINK_ROUTE);
            if (rehearsal < 0) return -rehearsal;
            calls.Close(rehearsal);
            foreach (ref var trip in trips.AsSpan())
            {
                var socket = OpenThere(&calls, home, trip.There, trip.Kind.Domain, trip.Kind.Type, trip.Kind.Protocol);
                if (socket < 0) return -socket;
                trip.Result = socket;
            }

            return 0;
        }
    }

    // What the compiler puts between the calls (seen in its output) is a look whether a garbage collection waits; if so this thread sleeps
    // until it is over. That it hands its namespace to no other thread meanwhile is what counts.
    /// <summary>The one method that is away. Returns the socket, or a negative error number, and always at home.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static int OpenThere(Calls* calls, int home, int there, int domain, int type, int protocol)
    {
        if (calls->Enter(home, CLONE_NEWNET) != 0) return -*calls->Errno;
        if (calls->Enter(there, CLONE_NEWNET) != 0) return -*calls->Errno;
        var socket = calls->Socket(domain, type | LibC.SOCK_CLOEXEC, protocol);
        var error = *calls->Errno;
        if (calls->Enter(home, CLONE_NEWNET) != 0)
        {
            calls->Write(StandardError, calls->Message, calls->MessageLength);
            calls->Abort();
        }

        return socket >= 0 ? socket : -error;
    }

    /// <summary>Addresses of the C library, and what the bare calls need beside them. No call of it lets the runtime in.</summary>
    private struct Calls
    {
        public delegate* unmanaged[SuppressGCTransition]<int, int, int> Enter;
        public delegate* unmanaged[SuppressGCTransition]<int, int, int, int> Socket;
        public delegate* unmanaged[SuppressGCTransition]<int, int> Close;
        public delegate* unmanaged[SuppressGCTransition]<int, byte*, nint, nint> Write;
        public delegate* unmanaged[SuppressGCTransition]<void> Abort;
        public delegate* unmanaged[SuppressGCTransition]<int*> ErrnoLocation;
        public int* Errno;
        public byte* Message;
        public nint MessageLength;

        public static Calls Resolve()
        {
            RuntimeHelpers.PrepareMethod(typeof(NamespaceSocket).GetMethod(nameof(OpenThere), BindingFlags.NonPublic | BindingFlags.Static)!.MethodHandle);
            var library = NativeLibrary.Load("libc", typeof(NamespaceSocket).Assembly, null);
            return new Calls
            {
                Enter = (delegate* unmanaged[SuppressGCTransition]<int, int, int>)NativeLibrary.GetExport(library, "setns"),
                Socket = (delegate* unmanaged[SuppressGCTransition]<int, int, int, int>)NativeLibrary.GetExport(library, "socket"),
                Close = (delegate* unmanaged[SuppressGCTransition]<int, int>)NativeLibrary.GetExport(library, "close"),
                Write = (delegate* unmanaged[SuppressGCTransition]<int, byte*, nint, nint>)NativeLibrary.GetExport(library, "write"),
                Abort = (delegate* unmanaged[SuppressGCTransition]<void>)NativeLibrary.GetExport(library, "abort"),
                ErrnoLocation = (delegate* unmanaged[SuppressGCTransition]<int*>)NativeLibrary.GetExport(library, "__errno_location"),
            };
        }
    }
}
