namespace ContainerNet.Services.Map.Svg;

/// <summary>How the picture looks: light, or dark where its reader's surroundings are.</summary>
internal static class SvgStyle
{
    public const string Text = """
        <style>
        svg { font-family: system-ui, 'Segoe UI', 'Noto Sans', 'Noto Sans CJK SC', 'DejaVu Sans', sans-serif; font-size: 14px; }
        .page { fill: #ffffff; } .host { fill: #f3f5f8; stroke: #57606a; }
        .panel { fill: #ffffff; stroke: #57606a; } .net { stroke: #0969da; } .bar { fill: #dde8f6; stroke: #0969da; } .ns { fill: #ffffff; stroke-width: 1.5; } .dev { fill: #e4e9f0; stroke: #57606a; }
        text { fill: #1f2328; } .end { text-anchor: end; } .mid { text-anchor: middle; }
        .title { font-size: 20px; font-weight: 600; } .head { font-weight: 600; }
        .name, .mono, .note, .wrong { font-family: ui-monospace, 'DejaVu Sans Mono', Menlo, 'Noto Sans Mono CJK SC', monospace; }
        .name { font-size: 13.5px; font-weight: 600; } .mono { font-size: 12px; } .note { font-size: 11px; fill: #57606a; } .wrong { font-size: 11.5px; fill: #c11c2b; font-weight: 600; }
        .wire { fill: none; stroke-width: 2; } .outside { fill: none; stroke: #57606a; stroke-width: 2; }
        .closed { stroke: #8250df; } .bridged { stroke: #0969da; } .joined { stroke: #1a7f37; } .open { stroke: #bc4c00; } .port { stroke: #0969da; } .plain { stroke: #8c959f; } .fault { stroke: #cf222e; }
        .ghost, .cut, .panel.closed, .panel.fault { stroke-dasharray: 6 4; } .panel.plain { stroke-dasharray: 2 3; } .chip { fill: #ddf0ff; } .chip.fault { fill: #ffe3e3; } .ns.fault { fill: #fff5f5; stroke-width: 2.5; } .tip-port { fill: #0969da; } .tip-fault { fill: #cf222e; }
        @media (prefers-color-scheme: dark) {
        .page { fill: #0d1117; } .host { fill: #161b22; stroke: #8b949e; }
        .panel { fill: #0d1117; stroke: #8b949e; } .net { stroke: #58a6ff; } .bar { fill: #13294b; stroke: #58a6ff; } .ns { fill: #0d1117; } .dev { fill: #21262d; stroke: #8b949e; }
        text { fill: #e6edf3; } .note { fill: #9ea7b3; } .wrong { fill: #ff8b85; } .outside { stroke: #8b949e; }
        .closed { stroke: #a371f7; } .bridged { stroke: #58a6ff; } .joined { stroke: #3fb950; } .open { stroke: #f0883e; } .port { stroke: #58a6ff; } .plain { stroke: #6e7681; } .fault { stroke: #f85149; }
        .chip { fill: #0c2d57; } .chip.fault { fill: #4d1517; } .ns.fault { fill: #25171c; } .tip-port { fill: #58a6ff; } .tip-fault { fill: #f85149; }
        }
        </style>
        <defs>
        <marker id="tip-port" viewBox="0 0 10 10" refX="8" refY="5" markerWidth="5" markerHeight="5" orient="auto"><path class="tip-port" d="M0 0 10 5 0 10z"/></marker>
        <marker id="tip-fault" viewBox="0 0 10 10" refX="8" refY="5" markerWidth="5" markerHeight="5" orient="auto"><path class="tip-fault" d="M0 0 10 5 0 10z"/></marker>
        </defs>
        """;
}
