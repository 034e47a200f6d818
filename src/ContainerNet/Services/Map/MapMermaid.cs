using System.Text;

namespace ContainerNet.Services.Map;

/// <summary>Writes a map as a flowchart of Mermaid. Pure.</summary>
internal static class MapMermaid
{
    public static string Write(NetworkMap map)
    {
        var graph = MapGraph.Of(map);
        var text = new StringBuilder();
        text.Append("flowchart LR\n").Append("  accTitle: ").Append(Line(MapWords.Host(map))).Append("\n  accDescr: ").Append(Line($"{map.Engine}, {MapWords.Summary(map)}, {MapWords.Taken(map)}")).Append('\n');
        foreach (var node in graph.Outer) Write(text, node, "  ");
        foreach (var cluster in graph.Clusters)
        {
            text.Append("  subgraph ").Append(cluster.Id).Append("[\"").Append(Escape(cluster.Title)).Append("\"]\n");
            foreach (var node in cluster.Nodes) Write(text, node, "    ");
            text.Append("  end\n  style ").Append(cluster.Id).Append(" fill:none,stroke:").Append(MapPalette.Line(MapStyle.Bridge)).Append('\n');
        }

        foreach (var edge in graph.Edges)
        {
            var label = edge.Label.Length > 0 ? $"|\"{Escape(edge.Label)}\"|" : "";
            text.Append("  ").Append(edge.From).Append(IsArrow(edge) ? " -->" : " ---").Append(label).Append(' ').Append(edge.To).Append('\n');
        }

        foreach (var group in graph.Edges.Select(static (edge, i) => (edge.Style, i)).GroupBy(static one => one.Style).OrderBy(static one => one.Key))
            text.Append("  linkStyle ").AppendJoin(',', group.Select(static one => one.i)).Append(" stroke:").Append(MapPalette.Line(group.Key)).Append(",stroke-width:2px\n");
        foreach (var style in Enum.GetValues<MapStyle>())
            text.Append("  classDef ").Append(Name(style)).Append(" fill:").Append(MapPalette.Fill(style)).Append(",stroke:").Append(MapPalette.Line(style)).Append(",color:").Append(MapPalette.Ink).Append('\n');
        return text.ToString();
    }

    private static bool IsArrow(MapEdge edge) => edge.Label.Contains('→', StringComparison.Ordinal);

    private static void Write(StringBuilder text, MapNode node, string indent) =>
        text.Append(indent).Append(node.Id).Append("[\"").AppendJoin("<br/>", node.Lines.Select(Escape)).Append("\"]:::").Append(Name(node.Style)).Append('\n');

    private static string Name(MapStyle style) => $"{char.ToLowerInvariant($"{style}"[0])}{$"{style}"[1..]}";

    // Entities of Mermaid: its own sign is # where HTML has &.
    private static string Escape(string text)
    {
        var escaped = new StringBuilder();
        foreach (var one in MapWords.Clean(text))
        {
            if (char.IsAsciiLetterOrDigit(one) || one > '~' || " .,:/-_+=()'".Contains(one, StringComparison.Ordinal)) escaped.Append(one);
            else escaped.Append('#').Append((int)one).Append(';');
        }

        return escaped.ToString();
    }

    // Of a title and a description nothing is taken for a sign but what ends them.
    private static string Line(string text) => MapWords.Clean(text).Replace(';', ',').Replace('#', ' ').Replace('{', '(').Replace('}', ')');
}
