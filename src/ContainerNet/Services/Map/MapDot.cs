using System.Text;

namespace ContainerNet.Services.Map;

/// <summary>Writes a map in Graphviz' language (dot). Pure.</summary>
internal static class MapDot
{
    public static string Write(NetworkMap map)
    {
        var graph = MapGraph.Of(map);
        var text = new StringBuilder();
        text.Append("graph containernet {\n")
            .Append("  graph [label=").Append(Quote(MapWords.Host(map), $"{map.Engine}, {MapWords.Summary(map)}, {MapWords.Taken(map)}")).Append(", labelloc=t, rankdir=LR, fontname=\"sans-serif\", bgcolor=white, ranksep=1.2, nodesep=0.15]\n")
            .Append("  node [shape=box, style=\"rounded,filled\", fontname=\"sans-serif\", fontsize=11]\n")
            .Append("  edge [fontname=\"sans-serif\", fontsize=9]\n");
        foreach (var node in graph.Outer) Write(text, node, "  ");
        foreach (var cluster in graph.Clusters)
        {
            text.Append("  subgraph cluster_").Append(cluster.Id).Append(" {\n    label=").Append(Quote(cluster.Title)).Append("\n    style=rounded\n    color=\"").Append(MapPalette.Line(MapStyle.Bridge)).Append("\"\n");
            foreach (var node in cluster.Nodes) Write(text, node, "    ");
            text.Append("  }\n");
        }

        foreach (var edge in graph.Edges)
        {
            text.Append("  ").Append(edge.From).Append(" -- ").Append(edge.To).Append(" [color=\"").Append(MapPalette.Line(edge.Style)).Append('"');
            if (edge.Label.Length > 0) text.Append(", label=").Append(Quote(edge.Label));
            if (edge.Label.Contains('→', StringComparison.Ordinal)) text.Append(", dir=forward");
            text.Append("]\n");
        }

        return text.Append("}\n").ToString();
    }

    private static void Write(StringBuilder text, MapNode node, string indent) => text.Append(indent).Append(node.Id).Append(" [label=").Append(Quote(node.Lines))
        .Append(", color=\"").Append(MapPalette.Line(node.Style)).Append("\", fillcolor=\"").Append(MapPalette.Fill(node.Style)).Append("\", fontcolor=\"").Append(MapPalette.Ink).Append("\"]\n");

    // Of a label & begins an entity, and a backslash an escape.
    private static string Quote(params string[] lines) =>
        $"\"{string.Join("\\n", lines.Select(static line => MapWords.Clean(line).Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal).Replace("&", "&amp;", StringComparison.Ordinal)))}\"";
}
