using ContainerNet.Docker.Transport;
using ContainerNet.Services;

namespace ContainerNet.Docker.Errors;

/// <summary>Refusals of create that are about a value of HostConfig.</summary>
internal static class HostConfigRefusals
{
    private static readonly string[] s_fragments =
    [
        "cannot unmarshal",
        "memory limit",
        "memory reservation",
        "memoryswap",
        "memory swappiness",
        "range of cpus",
        "requested cpus are not available",
        "requested memory nodes are not available",
        "cpu cfs",
        "nano cpus",
        "shm size",
        "pids limit",
        "oom score",
        "invalid isolation",
        "invalid pid mode",
        "invalid ipc mode",
        "invalid uts mode",
        "invalid usernsmode",
        "invalid userns mode",
        "invalid cgroup",
        "invalid security-opt",
        "invalid --security-opt",
        "invalid restart policy",
        "maximum retry count",
        "invalid logging driver",
        "unknown log opt",
        "unknown capability",
        "invalid capadd",
        "invalid capdrop",
        "unknown runtime specified",
        "unknown or invalid runtime name",
        "invalid sysctl",
        "invalid storage",
        "hostconfig",
    ];

    public static IEnumerable<RefusalRule> Rules { get; } =
        s_fragments.Select(fragment => new RefusalRule(RequestKind.Create, null, ErrorId.HostConfigInvalidValue, fragment));
}
