using System.Globalization;

namespace ContainerNet.Services.Map.Svg;

/// <summary>A section with its place in the picture: a bridge from which containers hang in columns, or a frame around what hangs on none.</summary>
internal sealed class PanelBox
{
    private const int Padding = 16;
    private const int Gap = 10;
    private const int Trunk = 22;

    // Beyond that plain containers take one line each.
    private const int ManyCells = 24;

    private readonly MapSection _section;
    private readonly CellBox[] _cells;
    private readonly List<(CellBox Cell, int Column, int Y)> _places = [];
    private readonly int _columnWidth;
    private readonly int _header;

    public PanelBox(MapSection section, int widest)
    {
        _section = section;
        _cells = [.. section.Cells.Select(cell => new CellBox(cell, section.Cells.Length > ManyCells))];
        _header = section.Network is null ? 40 : 58 + (16 * section.Network.Faults.Length);
        var ports = _cells.Select(static cell => cell.PortWidth).DefaultIfEmpty().Max();
        _columnWidth = (IsNetwork ? Trunk : 0) + CellBox.Width + ports;
        var most = Math.Max(1, (widest - (2 * Padding) + Gap) / (_columnWidth + Gap));
        var columns = Math.Clamp((int)Math.Ceiling(Math.Sqrt(_cells.Length / 2.0)), 1, most);
        if (_cells.Length > ManyCells) columns = most;
        Width = (2 * Padding) + (columns * (_columnWidth + Gap)) - Gap;
        Height = _header + Place(columns) + Padding - Gap;
    }

    public int Width { get; }

    public int Height { get; }

    /// <summary>Whether packets get from here to the host's interfaces.</summary>
    public bool LeadsOut => _section is { Kind: MapSpaceKind.Host } or { Network: { Internal: false, Bridge.Length: > 0 } };

    private bool IsNetwork => _section.Network is not null;

    /// <summary>The kind of line that leads out.</summary>
    public string Style => _section.Kind switch
    {
        MapSpaceKind.Attached => "bridged",
        MapSpaceKind.Host => "open",
        MapSpaceKind.Closed => "closed",
        MapSpaceKind.LeftBehind => "fault",
        _ => "plain",
    };

    public void Draw(SvgPaper paper, int x, int y, int height)
    {
        paper.Open(IsNetwork ? $"{MapWords.Title(_section)}: {MapWords.Network(_section.Network!)}" : MapWords.Title(_section));
        paper.Rect($"panel {(IsNetwork ? "net" : Style)}", x, y, Width, height, 8);
        Header(paper, x, y);
        if (IsNetwork) Wires(paper, x, y);
        foreach (var (cell, column, top) in _places) cell.Draw(paper, Left(x, column), y + _header + top);
        paper.Close();
    }

    private void Header(SvgPaper paper, int x, int y)
    {
        var columns = (Width - 36) * 4 / 29;
        if (_section.Network is not { } network)
        {
            paper.Text("head", x + Padding, y + 25, TextWidth.Clip(MapWords.Title(_section), columns * 7 / 8));
            return;
        }

        paper.Rect("bar", x, y, Width, _header - 14, 8);
        paper.Text("head", x + Padding, y + 19, TextWidth.Clip(MapWords.Title(_section), columns));
        if (network.Bridge.Length > 0) paper.Text("note end", x + Width - 12, y + 19, TextWidth.Clip(MapWords.Clean(network.Name), Math.Max(4, columns - 4 - (TextWidth.Of(network.Bridge) * 5 / 4))));
        paper.Text("note", x + Padding, y + 36, TextWidth.Clip(MapWords.Reach(network), columns));
        for (var i = 0; i < network.Faults.Length; i++) paper.Text("wrong", x + Padding, y + 52 + (16 * i), TextWidth.Clip($"✗ {MapWords.Clean(network.Faults[i])}", columns));
    }

    // A trunk for each column, and from it a veth pair to each container.
    private void Wires(SvgPaper paper, int x, int y)
    {
        foreach (var column in _places.GroupBy(static place => place.Column))
        {
            var (trunk, first) = (Left(x, column.Key) - Trunk + 8, y + _header - 14);
            var last = y + _header + column.Max(static place => place.Y) + CellBox.WireAt;
            paper.Line("wire bridged", string.Create(CultureInfo.InvariantCulture, $"M{trunk} {first}V{last}"));
            foreach (var place in column)
                paper.Line(place.Cell.IsWireFaulty ? "wire fault cut" : "wire bridged", string.Create(CultureInfo.InvariantCulture, $"M{trunk} {y + _header + place.Y + CellBox.WireAt}h{Trunk - 8}"));
        }
    }

    private int Left(int x, int column) => x + Padding + (column * (_columnWidth + Gap)) + (IsNetwork ? Trunk : 0);

    // Each cell goes to the column that is the shortest so far.
    private int Place(int columns)
    {
        var heights = new int[columns];
        foreach (var cell in _cells)
        {
            var column = Array.IndexOf(heights, heights.Min());
            _places.Add((cell, column, heights[column]));
            heights[column] += cell.Height + Gap;
        }

        return heights.Max();
    }
}
