using System.Buffers.Binary;
using System.Text;
using static ContainerNet.Linux.Netlink.NetlinkConstants;

namespace ContainerNet.Linux.Netlink;

/// <summary>Writes one request into a buffer of the caller's: the header, a fixed part of zeros, and attributes.</summary>
internal ref struct RequestBuilder
{
    /// <summary>Room for every request of this module.</summary>
    public const int MaxSize = 192;

    private const int AttributeHeaderSize = 4;

    private readonly Span<byte> _buffer;
    private int _length;

    /// <param name="buffer">At least <see cref="MaxSize"/> bytes.</param>
    /// <param name="type">The message's type, RTM_*.</param>
    /// <param name="flags">Flags beside NLM_F_REQUEST.</param>
    /// <param name="sequence">The number the answer will carry.</param>
    /// <param name="fixedSize">The size of the family's own header, which is zero at first.</param>
    public RequestBuilder(Span<byte> buffer, int type, int flags, uint sequence, int fixedSize)
    {
        _buffer = buffer;
        buffer.Clear();
        BinaryPrimitives.WriteUInt16LittleEndian(buffer[4..], (ushort)type);
        BinaryPrimitives.WriteUInt16LittleEndian(buffer[6..], (ushort)(NLM_F_REQUEST | flags));
        BinaryPrimitives.WriteUInt32LittleEndian(buffer[8..], sequence);
        _length = MessageReader.HeaderSize + MessageReader.Align(fixedSize);
    }

    /// <summary>The family's own header, to be filled in where zeros will not do.</summary>
    public readonly Span<byte> Fixed => _buffer[MessageReader.HeaderSize.._length];

    public void Add(int attribute, int value)
    {
        Span<byte> bytes = stackalloc byte[sizeof(int)];
        BinaryPrimitives.WriteInt32LittleEndian(bytes, value);
        Add(attribute, bytes);
    }

    /// <summary>Adds an attribute, or a nest whose attributes <paramref name="value"/> holds.</summary>
    public void Add(int attribute, scoped ReadOnlySpan<byte> value)
    {
        BinaryPrimitives.WriteUInt16LittleEndian(_buffer[_length..], (ushort)(AttributeHeaderSize + value.Length));
        BinaryPrimitives.WriteUInt16LittleEndian(_buffer[(_length + 2)..], (ushort)attribute);
        value.CopyTo(_buffer[(_length + AttributeHeaderSize)..]);
        _length += MessageReader.Align(AttributeHeaderSize + value.Length);
    }

    /// <summary>Adds a number in network order, in which nftables has them.</summary>
    public void AddBigEndian(int attribute, int value)
    {
        Span<byte> bytes = stackalloc byte[sizeof(int)];
        BinaryPrimitives.WriteInt32BigEndian(bytes, value);
        Add(attribute, bytes);
    }

    /// <summary>Adds a text with the zero that ends it.</summary>
    public void Add(int attribute, string text) => Add(attribute, Encoding.UTF8.GetBytes(text + '\0'));

    /// <summary>Begins a nest; what is added next stands in it, until <see cref="Close"/>.</summary>
    /// <returns>Where it begins.</returns>
    public int Open(int attribute)
    {
        var start = _length;
        BinaryPrimitives.WriteUInt16LittleEndian(_buffer[(start + 2)..], (ushort)(attribute | NLA_F_NESTED));
        _length += AttributeHeaderSize;
        return start;
    }

    /// <summary>Ends the nest that begins there.</summary>
    public readonly void Close(int start) => BinaryPrimitives.WriteUInt16LittleEndian(_buffer[start..], (ushort)(_length - start));

    /// <summary>The finished request.</summary>
    public readonly ReadOnlySpan<byte> Finish()
    {
        BinaryPrimitives.WriteInt32LittleEndian(_buffer, _length);
        return _buffer[.._length];
    }
}
