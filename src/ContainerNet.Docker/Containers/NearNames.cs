namespace ContainerNet.Docker.Containers;

/// <summary>Finds what someone may have meant.</summary>
internal static class NearNames
{
    /// <summary>The three nearest names at most: those that contain the word or are at most a third of it away.</summary>
    public static IEnumerable<string> Of(string word, IEnumerable<string> names) => names
        .Select(name => (Name: name, Distance: Distance(word.ToUpperInvariant(), name.ToUpperInvariant())))
        .Where(pair => pair.Distance <= Math.Max(2, word.Length / 3)
            || (word.Length > 2 && pair.Name.Contains(word, StringComparison.OrdinalIgnoreCase)))
        .OrderBy(pair => pair.Distance)
        .ThenBy(pair => pair.Name, StringComparer.Ordinal)
        .Take(3)
        .Select(pair => pair.Name);

    /// <summary>Levenshtein's distance.</summary>
    private static int Distance(string left, string right)
    {
        var previous = Enumerable.Range(0, right.Length + 1).ToArray();
        for (var row = 1; row <= left.Length; row++)
        {
            var current = new int[right.Length + 1];
            current[0] = row;
            for (var column = 1; column <= right.Length; column++)
            {
                var replace = previous[column - 1] + (left[row - 1] == right[column - 1] ? 0 : 1);
                current[column] = Math.Min(replace, 1 + Math.Min(previous[column], current[column - 1]));
            }

            previous = current;
        }

        return previous[^1];
    }
}
