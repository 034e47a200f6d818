namespace ContainerNet.Linux;

/// <summary>Error numbers by their C names (asm-generic/errno-base.h and errno.h; the same on x64 and arm64).</summary>
internal static class Errno
{
    public const int EPERM = 1;
    public const int ENOENT = 2;
    public const int ESRCH = 3;
    public const int EINTR = 4;
    public const int EAGAIN = 11;
    public const int EACCES = 13;
    public const int EEXIST = 17;
    public const int ENODEV = 19;
    public const int EINVAL = 22;
    public const int ENOSYS = 38;
    public const int EBADMSG = 74;
    public const int ENOBUFS = 105;
    public const int ECANCELED = 125;
}
