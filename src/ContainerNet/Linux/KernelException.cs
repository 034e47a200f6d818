using System.Runtime.InteropServices;

namespace ContainerNet.Linux;

/// <summary>A system call or a netlink request that the kernel refused, or an answer of it that makes no sense.</summary>
internal sealed class KernelException : Exception
{
    private KernelException(string operation, int errno, string detail)
        : base($"{operation}: {detail}")
    {
        Operation = operation;
        Errno = errno;
    }

    /// <summary>What was tried: a path under /proc, or the name of a netlink message or call.</summary>
    public string Operation { get; }

    /// <summary>The error number, errno(3).</summary>
    public int Errno { get; }

    /// <summary>The process, or what belongs to it, is not there any more.</summary>
    public bool IsGone => Errno is Linux.Errno.ENOENT or Linux.Errno.ESRCH;

    /// <summary>A right is missing.</summary>
    public bool IsDenied => Errno is Linux.Errno.EPERM or Linux.Errno.EACCES;

    /// <summary>An exchange broke off in the middle: what is left of it must not answer the next question.</summary>
    public bool IsBroken => Errno is Linux.Errno.EBADMSG or Linux.Errno.EAGAIN or Linux.Errno.ENOBUFS;

    /// <summary>The error the last call left behind.</summary>
    public static KernelException FromLastCall(string operation) => FromErrno(operation, Marshal.GetLastPInvokeError());

    /// <param name="operation">What was tried.</param>
    /// <param name="errno">The error number, positive.</param>
    /// <param name="kernelText">The kernel's own words (the extended acknowledgement); empty when it gave none.</param>
    public static KernelException FromErrno(string operation, int errno, string kernelText = "")
    {
        var text = Marshal.GetPInvokeErrorMessage(errno);
        return new KernelException(operation, errno, kernelText.Length > 0 ? $"{text} ({kernelText})" : text);
    }

    /// <summary>An answer whose bytes contradict themselves.</summary>
    public static KernelException Malformed(string what) => new("netlink", Linux.Errno.EBADMSG, what);
}
