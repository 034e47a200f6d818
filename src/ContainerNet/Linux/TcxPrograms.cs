using System.Runtime.InteropServices;

namespace ContainerNet.Linux;

/// <summary>
/// Programs of BPF that look at packets at an interface, beside filters of tc and before them: tcx, Linux 6.6. No netlink message tells of
/// them, and bpf(2) tells only about the namespace it is called in.
/// </summary>
internal static unsafe class TcxPrograms
{
    // linux/bpf.h
    private const int BPF_PROG_QUERY = 16;
    private const uint BPF_TCX_INGRESS = 46;
    private const uint BPF_TCX_EGRESS = 47;

    private static readonly nint s_syscall = NamespaceTrip.AddressOf("syscall");

    /// <summary>Finds the places at which there are some. Costs a system call a place, and what a trip into their namespaces does.</summary>
    /// <param name="places">The places; those in one namespace, one behind the other.</param>
    /// <returns>Those of them; none where an interface is gone, or the kernel has no such programs.</returns>
    /// <exception cref="KernelException">A right is missing: CAP_NET_ADMIN of the machine, or CAP_SYS_ADMIN to enter a namespace.</exception>
    public static TcxPlace[] Find(TcxPlace[] places)
    {
        if (places.Length == 0 || CallNumber is not { } number) return [];
        var queries = GC.AllocateArray<ProgramQuery>(places.Length, pinned: true);
        for (var i = 0; i < queries.Length; i++) queries[i] = new ProgramQuery { Interface = places[i].Interface, Type = places[i].IsEgress ? BPF_TCX_EGRESS : BPF_TCX_INGRESS };
        Errand[] errands = [.. places.Select((place, i) => new Errand(
            place.Namespace.Number, s_syscall, number, BPF_PROG_QUERY, Marshal.UnsafeAddrOfPinnedArrayElement(queries, i), sizeof(ProgramQuery)))];
        NamespaceTrip.Run(errands);
        GC.KeepAlive(places);
        return [.. places.Where((_, i) => errands[i].Result switch
        {
            >= 0 => queries[i].Count > 0,
            -Errno.ENOENT or -Errno.ENODEV or -Errno.EINVAL or -Errno.ENOSYS => false,
            var error => throw KernelException.FromErrno("bpf(BPF_PROG_QUERY)", -error),
        })];
    }

    // __NR_bpf; null on a machine whose number nobody has looked up.
    private static nint? CallNumber => RuntimeInformation.ProcessArchitecture switch
    {
        Architecture.X64 => 321,
        Architecture.Arm64 => 280,
        Architecture.Arm => 386,
        Architecture.S390x => 351,
        Architecture.Ppc64le => 361,
        _ => null,
    };

    /// <summary>The part of union bpf_attr that BPF_PROG_QUERY takes. Without room for the programs' numbers the kernel only counts them.</summary>
    [StructLayout(LayoutKind.Explicit, Size = 64)]
    private struct ProgramQuery
    {
        [FieldOffset(0)]
        public int Interface;

        [FieldOffset(4)]
        public uint Type;

        [FieldOffset(24)]
        public uint Count;
    }
}

/// <summary>A place at which programs of tcx may look at packets.</summary>
/// <param name="Namespace">The open network namespace.</param>
/// <param name="Interface">The interface's index in it.</param>
/// <param name="IsEgress">Whether what goes out is meant, and not what comes in.</param>
internal readonly record struct TcxPlace(SafeDescriptor Namespace, int Interface, bool IsEgress);
