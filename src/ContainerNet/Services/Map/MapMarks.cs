namespace ContainerNet.Services.Map;

/// <summary>The marks of a map, asked for by what they are at. A mark that nothing has asked for is left over in the end.</summary>
internal sealed class MapMarks(IEnumerable<MapMark> marks)
{
    private readonly List<MapMark> _left = [.. marks.Distinct()];

    /// <summary>What is left: it is at nothing that is drawn.</summary>
    public string[] Left => Texts(_left);

    public string[] OfLink(string name) => name.Length == 0 ? [] : Take(mark => mark.Link == name);

    public string[] OfContainer(string id) => Take(mark => mark.ContainerId == id && mark.HostPort == 0 && mark.Link.Length == 0);

    public string[] OfPort(string id, int hostPort, string protocol) => Take(mark => mark.ContainerId == id && mark.HostPort == hostPort && mark.Protocol == protocol);

    private string[] Take(Predicate<MapMark> wanted)
    {
        var found = _left.FindAll(wanted);
        _left.RemoveAll(wanted);
        return Texts(found);
    }

    private static string[] Texts(List<MapMark> found) => [.. found.Select(static mark => mark.Text).Distinct()];
}
