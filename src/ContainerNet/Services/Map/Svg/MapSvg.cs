using System.Globalization;
using System.Text;
using ContainerNet.Resources;

namespace ContainerNet.Services.Map.Svg;

/// <summary>Draws a map as SVG: outside above, the host below it, in it the networks with what hangs on them. Its layout is its own, and the same map gives the same bytes. Pure.</summary>
internal sealed class MapSvg
{
    // Beyond that a section is longer than anybody scrolls.
    private const int Limit = 120;
    private const int Narrowest = 900;
    private const int Widest = 1320;
    private const int Margin = 24;
    private const int Gap = 26;
    private const int DeviceHeight = 40;

    private readonly NetworkMap _map;
    private readonly SvgPaper _paper = new();
    private readonly List<List<PanelBox>> _rows = [];
    private readonly int _width;

    private MapSvg(NetworkMap map)
    {
        _map = map;
        var widest = Widest - (2 * Margin) - (2 * Gap);
        foreach (var panel in MapSections.Of(map, Limit).Select(section => new PanelBox(section, widest)))
        {
            if (_rows.Count == 0 || _rows[^1].Sum(static one => one.Width + Gap) + panel.Width > widest) _rows.Add([]);
            _rows[^1].Add(panel);
        }

        var devices = map.Uplinks.Sum(static uplink => DeviceWidth(uplink) + Gap);
        _width = Math.Max(Narrowest, Math.Max(devices, _rows.Select(static row => row.Sum(static one => one.Width + Gap)).DefaultIfEmpty().Max()) + (2 * Margin) + Gap);
    }

    public static string Write(NetworkMap map)
    {
        var picture = new MapSvg(map);
        var height = picture.Draw();
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {picture._width} {height}\" width=\"{picture._width}\" height=\"{height}\" role=\"img\" aria-labelledby=\"t d\">\n");
        text.Append("<title id=\"t\">").Append(SvgPaper.Escape(Text.Format("Map_Title", MapWords.Host(map)))).Append("</title>\n");
        text.Append("<desc id=\"d\">").Append(SvgPaper.Escape(MapDescription.Of(map))).Append("</desc>\n");
        text.Append(SvgStyle.Text).Append('\n');
        text.Append(CultureInfo.InvariantCulture, $"<rect class=\"page\" width=\"{picture._width}\" height=\"{height}\"/>\n");
        return text.Append(picture._paper).Append("</svg>\n").ToString();
    }

    private int Draw()
    {
        _paper.Text("title", Margin, 36, MapWords.Host(_map));
        _paper.Text("", Margin, 60, $"{MapWords.Clean(_map.Engine)} · {MapWords.Summary(_map)} · {MapWords.Taken(_map)}");
        var y = 72;
        foreach (var fault in _map.Faults) _paper.Text("wrong", Margin, y += 18, TextWidth.Clip($"✗ {MapWords.Clean(fault)}", (_width - (2 * Margin)) / 7));
        _paper.Text("mid", _width / 2, y + 22, Text.Get("Map_Outside"));
        y += 34;
        _paper.Line("outside", At($"M{Margin} {y}H{_width - Margin}"));
        return DrawHost(y);
    }

    private int DrawHost(int outside)
    {
        var top = outside + 44;
        var first = top + 58 + (_map.Uplinks.Select(static uplink => uplink.Faults.Length).DefaultIfEmpty().Max() * 16);
        var bottom = first + _rows.Sum(static row => row.Max(static one => one.Height) + Gap + 10) - 10;
        _paper.Rect("host", Margin, top, _width - (2 * Margin), bottom - top, 10);
        Uplinks(outside, top);
        var y = first;
        foreach (var row in _rows)
        {
            var height = row.Max(static one => one.Height);
            Ways(row, y - 16, top);
            var x = Margin + Gap;
            foreach (var panel in row)
            {
                panel.Draw(_paper, x, y, height);
                x += panel.Width + Gap;
            }

            y += height + Gap + 10;
        }

        SvgLegend.Draw(_paper, Margin, bottom + 8);
        return bottom + 8 + SvgLegend.Height;
    }

    // Interfaces stand on the host's border.
    private void Uplinks(int outside, int top)
    {
        var x = Margin + Gap;
        foreach (var uplink in _map.Uplinks)
        {
            var width = DeviceWidth(uplink);
            var faulty = uplink.Faults.Length > 0;
            _paper.Open($"{uplink.Name} {string.Join(", ", uplink.Addresses)}");
            _paper.Line(faulty ? "wire fault cut" : "outside", At($"M{x + 30} {outside}V{top - (DeviceHeight / 2)}"));
            _paper.Rect(faulty ? "dev fault" : "dev", x, top - (DeviceHeight / 2), width, DeviceHeight, 5);
            _paper.Text("name", x + 12, top - 3, MapWords.Clean(uplink.Name));
            _paper.Text("note", x + 12, top + 13, AddressesOf(uplink));
            for (var i = 0; i < uplink.Faults.Length; i++) _paper.Text("wrong", x, top + 36 + (16 * i), $"✗ {MapWords.Clean(uplink.Faults[i])}");
            _paper.Close();
            x += width + Gap;
        }
    }

    // From the first interface along the host's left side to each row, and from there down to each network that leads out.
    private void Ways(List<PanelBox> row, int y, int top)
    {
        var x = Margin + Gap;
        var starts = new List<(int X, PanelBox Panel)>();
        foreach (var panel in row)
        {
            if (panel.LeadsOut) starts.Add((x + 40, panel));
            x += panel.Width + Gap;
        }

        if (starts.Count == 0 || _map.Uplinks.Length == 0) return;
        _paper.Line("outside", At($"M{Margin + Gap} {top + 8}H{Margin + 12}V{y}H{starts[^1].X}"));
        foreach (var (start, panel) in starts) _paper.Line($"wire {panel.Style}", At($"M{start} {y}v16"));
    }

    private static int DeviceWidth(MapUplink uplink) => Math.Max(110, 24 + (Math.Max(TextWidth.Of(uplink.Name) * 9, TextWidth.Of(AddressesOf(uplink)) * 7)));

    private static string AddressesOf(MapUplink uplink) =>
        uplink.Addresses.Length > 2 ? $"{string.Join(", ", uplink.Addresses.Take(2))} …" : string.Join(", ", uplink.Addresses);

    private static string At(FormattableString path) => path.ToString(CultureInfo.InvariantCulture);
}
