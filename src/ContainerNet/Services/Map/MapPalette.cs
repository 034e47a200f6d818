namespace ContainerNet.Services.Map;

/// <summary>Colours that are read on light and on dark: of lines, and for fills the same one, light, below dark text.</summary>
internal static class MapPalette
{
    /// <summary>The colour of a line.</summary>
    public static string Line(MapStyle style) => style switch
    {
        MapStyle.Bridged or MapStyle.Port => "#1f7ae0",
        MapStyle.Joined => "#2d9147",
        MapStyle.Host => "#c4660a",
        MapStyle.Closed => "#8f5fe0",
        MapStyle.Fault => "#d93036",
        _ => "#7a838d",
    };

    /// <summary>The colour of an area.</summary>
    public static string Fill(MapStyle style) => style switch
    {
        MapStyle.Bridged or MapStyle.Port => "#deedfd",
        MapStyle.Joined => "#ddf4e2",
        MapStyle.Host => "#fdebd9",
        MapStyle.Closed => "#efe7fc",
        MapStyle.Fault => "#fde2e3",
        _ => "#eceff2",
    };

    /// <summary>The colour of text on an area.</summary>
    public const string Ink = "#1f2328";
}
