namespace ContainerNet.Services;

/// <summary>Makes many items, on every processor where they are so many that it pays.</summary>
internal static class ManyItems
{
    private const int Chunk = 1024;

    /// <summary>The items, in their order.</summary>
    /// <param name="count">How many.</param>
    /// <param name="make">Makes one, by its place; called by several threads.</param>
    public static T[] Make<T>(int count, Func<int, T> make)
    {
        var items = new T[count];
        if (count <= Chunk) Fill(0);
        else Parallel.For(0, (count + Chunk - 1) / Chunk, Fill);
        return items;

        void Fill(int chunk)
        {
            for (var i = chunk * Chunk; i < Math.Min(count, (chunk + 1) * Chunk); i++) items[i] = make(i);
        }
    }
}
