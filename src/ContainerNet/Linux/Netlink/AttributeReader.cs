using System.Buffers.Binary;
using static ContainerNet.Linux.Netlink.NetlinkConstants;

namespace ContainerNet.Linux.Netlink;

/// <summary>Walks the attributes of a message or of a nest (struct nlattr of linux/netlink.h).</summary>
internal ref struct AttributeReader(ReadOnlySpan<byte> attributes)
{
    private const int HeaderSize = 4;

    private ReadOnlySpan<byte> _rest = attributes;

    /// <summary>The type without the nest and byte order bits.</summary>
    public int Type { get; private set; }

    public ReadOnlySpan<byte> Value { get; private set; }

    /// <summary>The value at the end of a path of nests; empty where there is none.</summary>
    /// <exception cref="KernelException">A length that does not fit.</exception>
    public static ReadOnlySpan<byte> Find(ReadOnlySpan<byte> attributes, params ReadOnlySpan<int> path)
    {
        foreach (var type in path)
        {
            var reader = new AttributeReader(attributes);
            attributes = [];
            while (attributes.IsEmpty && reader.Read())
            {
                if (reader.Type == type) attributes = reader.Value;
            }
        }

        return attributes;
    }

    /// <summary>Moves to the next attribute; false at the end.</summary>
    /// <exception cref="KernelException">A length that does not fit.</exception>
    public bool Read()
    {
        if (_rest.IsEmpty) return false;
        if (_rest.Length < HeaderSize) throw KernelException.Malformed($"{_rest.Length} bytes where an attribute was due");
        var length = BinaryPrimitives.ReadUInt16LittleEndian(_rest);
        if (length < HeaderSize || length > _rest.Length)
            throw KernelException.Malformed($"an attribute of {length} bytes in {_rest.Length}");
        Type = BinaryPrimitives.ReadUInt16LittleEndian(_rest[2..]) & ~(NLA_F_NESTED | NLA_F_NET_BYTEORDER);
        Value = _rest[HeaderSize..length];
        _rest = _rest[Math.Min(MessageReader.Align(length), _rest.Length)..];
        return true;
    }

    public readonly byte ReadByte() => Fixed(1)[0];

    public readonly int ReadInt32() => BinaryPrimitives.ReadInt32LittleEndian(Fixed(sizeof(int)));

    public readonly uint ReadUInt32() => BinaryPrimitives.ReadUInt32LittleEndian(Fixed(sizeof(uint)));

    /// <summary>Text up to the first NUL.</summary>
    public readonly string ReadString()
    {
        var end = Value.IndexOf((byte)0);
        return TextCache.Get(end < 0 ? Value : Value[..end]);
    }

    /// <summary>The value, which has to be at least <paramref name="size"/> bytes long.</summary>
    public readonly ReadOnlySpan<byte> Fixed(int size) =>
        Value.Length >= size ? Value : throw KernelException.Malformed($"attribute {Type} has {Value.Length} bytes, not {size}");
}
