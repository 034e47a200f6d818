using System.Buffers.Binary;
using System.ComponentModel;
using System.Net.NetworkInformation;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace ContainerNet.LabKit;

/// <summary>A program of tcx (bpf(2), Linux 6.6) that drops every packet at an interface, for as long as this process lives.</summary>
internal static partial class TcxDrop
{
    public const string Ready = "ready";

    // linux/bpf.h; the number of bpf(2) itself differs by machine.
    private const int ProgLoad = 5;
    private const int LinkCreate = 28;
    private const int SchedCls = 3;
    private const int TcxIngress = 46;
    private const int TcxEgress = 47;
    private const long MoveTwoToR0 = 0x2_0000_00B7;
    private const long Exit = 0x95;

    /// <summary>Stands there until it is cancelled. The link goes with its descriptor, however the process ends.</summary>
    public static async Task RunAsync(string link, bool isEgress, CancellationToken cancellationToken)
    {
        var index = NetworkInterface.GetAllNetworkInterfaces().Single(item => item.Name == link).GetIPProperties().GetIPv4Properties().Index;
        using var program = Load();
        using var attached = Attach(program, index, isEgress ? TcxEgress : TcxIngress);
        Console.WriteLine(Ready);
        await Task.Delay(Timeout.Infinite, cancellationToken);
    }

    private static unsafe SafeFileHandle Load()
    {
        long[] instructions = [MoveTwoToR0, Exit];
        fixed (long* first = instructions)
        fixed (byte* licence = "GPL\0"u8)
        {
            Span<byte> attributes = stackalloc byte[72];
            attributes.Clear();
            BinaryPrimitives.WriteInt32LittleEndian(attributes, SchedCls);
            BinaryPrimitives.WriteInt32LittleEndian(attributes[4..], instructions.Length);
            BinaryPrimitives.WriteInt64LittleEndian(attributes[8..], (nint)first);
            BinaryPrimitives.WriteInt64LittleEndian(attributes[16..], (nint)licence);
            return Call(ProgLoad, attributes);
        }
    }

    private static SafeFileHandle Attach(SafeFileHandle program, int index, int place)
    {
        Span<byte> attributes = stackalloc byte[32];
        attributes.Clear();
        BinaryPrimitives.WriteInt32LittleEndian(attributes, (int)program.DangerousGetHandle());
        BinaryPrimitives.WriteInt32LittleEndian(attributes[4..], index);
        BinaryPrimitives.WriteInt32LittleEndian(attributes[8..], place);
        return Call(LinkCreate, attributes);
    }

    private static SafeFileHandle Call(int command, Span<byte> attributes)
    {
        var made = BpfCall(RuntimeInformation.ProcessArchitecture == Architecture.Arm64 ? 280 : 321, command, attributes, attributes.Length);
        return made < 0 ? throw new Win32Exception() : new SafeFileHandle(made, ownsHandle: true);
    }

    [LibraryImport("libc", EntryPoint = "syscall", SetLastError = true)]
    private static partial nint BpfCall(nint number, nint command, Span<byte> attributes, nint size);
}
