using System.Text;

namespace ContainerNet;

/// <summary>A line of a network map for a terminal.</summary>
public sealed record NetworkMapLine
{
    /// <summary>The line, without colours.</summary>
    public required string Text { get; init; }

    /// <summary>What stands in it: Host, Uplink, Network, Group, Container, Folded, Joined, Reference, Port or Fault.</summary>
    public required string Kind { get; init; }

    /// <summary>The name of the container it is about; empty where it is about none or many.</summary>
    public string ContainerName { get; init; } = "";

    /// <summary>The id of <see cref="ContainerName"/>.</summary>
    public string ContainerId { get; init; } = "";

    /// <summary>Whether it says that something is wrong.</summary>
    public bool IsFault { get; init; }

    /// <summary>The same text in pieces, each with its colour (the parameters of SGR, ECMA-48); an empty one is that of the terminal.</summary>
    internal (string Text, string Colour)[] Pieces { get; init; } = [];

    /// <summary>The line with colours; PowerShell takes them away where its output has none ($PSStyle.OutputRendering, NO_COLOR).</summary>
    public string Paint()
    {
        if (Pieces.Length == 0) return Text;
        var line = new StringBuilder();
        foreach (var (text, colour) in Pieces)
        {
            if (colour.Length == 0) line.Append(text);
            else line.Append("\x1b[").Append(colour).Append('m').Append(text).Append("\x1b[0m");
        }

        return line.ToString();
    }

    /// <inheritdoc/>
    public override string ToString() => Text;
}
