using System.Runtime.InteropServices;

namespace ContainerNet.Linux;

/// <summary>A file descriptor of ours; closed when nobody holds it any more.</summary>
internal sealed class SafeDescriptor : SafeHandle
{
    public SafeDescriptor()
        : base(-1, ownsHandle: true)
    {
    }

    /// <summary>Takes over a descriptor that a bare call made.</summary>
    public SafeDescriptor(int number)
        : this() => SetHandle(number);

    /// <summary>The number, for messages that carry a descriptor. Valid only while this handle is held.</summary>
    public int Number => unchecked((int)handle);

    // A descriptor is an int: of the register that held it only 32 bits count, so -1 is not the handle -1.
    /// <inheritdoc/>
    public override bool IsInvalid => unchecked((int)handle) < 0;

    /// <inheritdoc/>
    protected override bool ReleaseHandle() => LibC.close(unchecked((int)handle)) == 0;
}
