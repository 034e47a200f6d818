namespace ContainerNet.Services.Map;

/// <summary>The colours of a terminal (parameters of SGR, ECMA-48), which its user has chosen to be read on its background.</summary>
internal static class MapColours
{
    public const string Plain = "";
    public const string Bold = "1";
    public const string Dim = "2";
    public const string Fault = "31";
    public const string Joined = "32";
    public const string Host = "33";
    public const string Closed = "35";
    public const string Bridged = "36";

    public static string Of(MapSpaceKind kind) => kind switch
    {
        MapSpaceKind.Attached => Bridged,
        MapSpaceKind.Host => Host,
        MapSpaceKind.Closed => Closed,
        MapSpaceKind.LeftBehind => Fault,
        MapSpaceKind.Stopped => Dim,
        _ => Plain,
    };
}
