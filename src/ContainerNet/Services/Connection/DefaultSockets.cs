namespace ContainerNet.Services.Connection;

/// <summary>Where engines put their sockets, in the order in which they are tried.</summary>
internal static class DefaultSockets
{
    public static IEnumerable<string> All(Surroundings surroundings)
    {
        var runtimeFolder = surroundings.Variable("XDG_RUNTIME_DIR");
        yield return "/var/run/docker.sock";
        if (runtimeFolder is not null) yield return Path.Combine(runtimeFolder, "docker.sock");
        yield return "/run/podman/podman.sock";
        if (runtimeFolder is not null) yield return Path.Combine(runtimeFolder, "podman/podman.sock");
    }
}
