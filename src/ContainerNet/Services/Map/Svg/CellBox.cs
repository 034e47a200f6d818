using System.Globalization;
using ContainerNet.Resources;

namespace ContainerNet.Services.Map.Svg;

/// <summary>A cell with its place in the picture: rows that are made once, measured, and drawn.</summary>
internal sealed class CellBox
{
    public const int Width = 250;

    private const int Padding = 11;
    private const int Columns = 31;
    private const int NameColumns = 26;
    private const int PortColumns = 24;
    private const int ArrowLength = 34;

    private readonly MapCell _cell;
    private readonly string _style;
    private readonly bool _isCompact;
    private readonly CellRow[] _rows;

    public CellBox(MapCell cell, bool isCompact)
    {
        (_cell, _style, _isCompact) = (cell, StyleOf(cell.Space), isCompact && cell is { IsPlain: true, IsFolded: false });
        _rows = [.. _isCompact ? Short() : Long()];
        Height = _isCompact ? 28 : _rows.Sum(static row => row.Height) + 14;
    }

    public int Height { get; }

    /// <summary>How much place the ports take at its right.</summary>
    public int PortWidth => _rows.Where(static row => row.Kind == CellRowKind.Port).Select(static row => ArrowLength + ChipWidth(row) + 10).DefaultIfEmpty().Max();

    /// <summary>How far below its top a wire comes in.</summary>
    public static int WireAt => 14;

    public bool IsWireFaulty => _cell.Link?.Faults.Length > 0;

    public void Draw(SvgPaper paper, int x, int y)
    {
        paper.Open(string.Join(", ", Told()));
        paper.Rect(_cell.Space.IsFaulty && !_cell.IsReference ? "ns fault" : _cell.IsReference ? $"ns {_style} ghost" : $"ns {_style}", x, y, Width, Height, 6);
        if (_cell.IsFolded) paper.Rect($"ns {_style} stack", x + 5, y + Height, Width - 10, 4, 2);
        var top = y + (_isCompact ? 1 : 7);
        for (var i = 0; i < _rows.Length; top += _rows[i++].Height) Draw(paper, _rows[i], x, top);
        paper.Close();
    }

    private static void Draw(SvgPaper paper, CellRow row, int x, int top)
    {
        var (left, right, base_) = (x + Padding, x + Width - Padding, top + 15);
        switch (row.Kind)
        {
            case CellRowKind.Joined:
                paper.Line("wire joined", At($"M{x + 22} {top + 1}v5"));
                paper.Rect("ns joined", x + 7, top + 6, Width - 14, row.Depth - 4, 5);
                (left, right, base_) = (left + 5, right - 5, base_ + 8);
                break;
            case CellRowKind.Inner:
                (left, right) = (left + 5, right - 5);
                break;
            case CellRowKind.Port:
                var (edge, middle) = (x + Width, top + 10);
                var mark = row.IsFault ? "fault" : "port";
                paper.Rect($"chip {mark}", edge + ArrowLength, middle - 9, ChipWidth(row), 18, 9);
                paper.Text("mono", edge + ArrowLength + 8, middle + 4, Clip(row.Outer, PortColumns));
                paper.Line($"wire {mark}", At($"M{edge + ArrowLength} {middle}H{edge + 3}"), $"tip-{mark}");
                break;
        }

        var style = row.Kind switch { CellRowKind.Name or CellRowKind.Joined => "name", CellRowKind.Note or CellRowKind.Inner => "note", CellRowKind.Fault => "wrong", _ => row.IsFault ? "wrong" : "mono" };
        if (row.Left.Length > 0) paper.Text(row.Kind == CellRowKind.Port ? "note" : style, left, base_, row.Left);
        if (row.Right.Length > 0) paper.Text($"{(row.Kind == CellRowKind.Port ? style : "note")} end", right, base_, row.Right);
    }

    private IEnumerable<CellRow> Short() =>
        [new(CellRowKind.Name, Clip(_cell.Name, 18), Clip(_cell.Link?.Addresses.FirstOrDefault() ?? "", 16), 20)];

    private IEnumerable<CellRow> Long()
    {
        var first = _cell.Space.Containers[0];
        if (_cell.IsFolded)
        {
            yield return new(CellRowKind.Name, Clip(MapWords.Folded(_cell), NameColumns), "", 19);
            yield return new(CellRowKind.Note, Clip(_cell.Range, Columns + 4), "", 18);
            yield break;
        }

        yield return new(CellRowKind.Name, Clip(first.Name, NameColumns), "", 19);
        yield return new(CellRowKind.Note, Clip(_cell.IsReference ? Text.Format("Map_Reference", _cell.Home) : MapWords.Image(first), Columns + 4), "", 17);
        foreach (var (address, i) in (_cell.Link?.Addresses ?? []).Select(static (one, i) => (one, i)))
            yield return new(CellRowKind.Address, Clip(address, Columns), i == 0 && address.Length < 16 ? Clip(_cell.Link!.HostInterface, 15) : "", 18);
        foreach (var row in Faults([.. first.Faults, .. _cell.Link?.Faults ?? []])) yield return row;
        if (_cell.IsReference) yield break;
        foreach (var port in _cell.Space.Ports)
        {
            yield return new(CellRowKind.Port, port.AllowFrom.Length > 0 ? Clip(Text.Format("Map_AllowFrom", string.Join(", ", port.AllowFrom)), 22) : "", port.Inner, 22) { Outer = port.Outer, IsFault = port.Faults.Length > 0 };
            foreach (var row in Faults(port.Faults)) yield return row;
        }

        foreach (var joined in _cell.Space.Containers.Skip(1))
        {
            var below = Faults(joined.Faults).ToArray();
            yield return new(CellRowKind.Joined, Clip(joined.Name, NameColumns - 1), "", 28) { Depth = 28 + 22 + below.Sum(static row => row.Height) };
            yield return new(CellRowKind.Inner, Clip(MapWords.Image(joined), Columns - 1), "lo", 22);
            foreach (var row in below) yield return row;
        }
    }

    // Everything, also what has no place in the cell.
    private IEnumerable<string> Told() =>
    [
        .. _cell.All.SelectMany(static space => space.Containers).Select(static one => $"{one.Name} ({one.Mode}, {one.State}, {one.Image})"),
        .. _cell.All.SelectMany(static space => space.Links).Select(static link => $"{link.Network} {MapWords.Addresses(link)} {link.HostInterface}".TrimEnd()),
        .. _cell.Space.Ports.Select(static port => MapWords.Port(port, "→")),
        .. _cell.Space.Ports.SelectMany(static port => port.Faults), .. MapWords.Faults(_cell.Space, _cell.Link),
    ];

    private static IEnumerable<CellRow> Faults(IEnumerable<string> faults) =>
        faults.SelectMany(static fault => TextWidth.Wrap($"✗ {MapWords.Clean(fault)}", Columns)).Select(static line => new CellRow(CellRowKind.Fault, line, "", 16));

    private static int ChipWidth(CellRow row) => (TextWidth.Of(Clip(row.Outer, PortColumns)) * 29 / 4) + 16;

    private static string StyleOf(MapSpace space) => space.Kind switch
    {
        MapSpaceKind.Attached => "bridged",
        MapSpaceKind.Host => "open",
        MapSpaceKind.Closed => "closed",
        MapSpaceKind.LeftBehind => "fault",
        _ => "plain",
    };

    private static string Clip(string text, int columns) => TextWidth.Clip(text, columns);

    private static string At(FormattableString path) => path.ToString(CultureInfo.InvariantCulture);
}
