using System.Net;
using ContainerNet.Services;
using static ContainerNet.Docker.Transport.RequestKind;

namespace ContainerNet.Docker.Errors;

/// <summary>
/// What an engine's refusals mean. The first row that fits counts. Texts of Docker Engine 20.10 to 29 and podman 4: the status of one
/// and the same refusal changed between versions, so most rows go by the message alone.
/// </summary>
internal static class RefusalRules
{
    public static readonly RefusalRule[] All =
    [
        new(Any, HttpStatusCode.BadRequest, ErrorId.EngineApiTooOld, "client version", "too old"),
        new(Any, HttpStatusCode.BadRequest, ErrorId.EngineApiTooOld, "client version", "too new"),

        // Our OCI runtime's own words, whatever they quote.
        new(Start, null, ErrorId.RuntimeRefused, "containernet-runtime: "),

        // Ports before addresses: both end in "address already in use".
        new(Start | Create | Connect, null, ErrorId.PortInUse, "port is already allocated"),
        new(Start | Create | Connect, null, ErrorId.PortInUse, "listen ", "bind: address already in use"),
        new(Start | Create | Connect, null, ErrorId.PortInUse, "failed to bind", "port", "address already in use"),
        new(Start | Create | Connect, null, ErrorId.PortInUse, "failed to bind port"),
        new(Start | Create | Connect, null, ErrorId.PortInUse, "failed to bind host port"),
        new(Start | Create | Connect, null, ErrorId.PortInUse, "rootlessport", "address already in use"),
        new(Start | Create | Connect, null, ErrorId.AddressInUse, "address already in use"),
        new(Start | Create | Connect, null, ErrorId.AddressInUse, "is already allocated"),
        new(Start | Create | Connect, null, ErrorId.PublishInvalid, "invalid port specification"),
        new(Create, null, ErrorId.PublishInvalid, "invalid containerport"),
        new(Create, null, ErrorId.PublishInvalid, "invalid hostport"),
        new(Create, null, ErrorId.PublishInvalid, "invalid proto"),
        new(Create, null, ErrorId.PublishInvalid, "invalid ranges specified"),

        // Joining
        new(Start | Create, null, ErrorId.DonorIsSelf, "cannot join own network"),
        new(Start | Create, null, ErrorId.DonorNotRunning, "cannot join", "non running container"),
        new(Start | Create, null, ErrorId.DonorNotRunning, "wait until the container is running"),
        new(Start | Create, null, ErrorId.DonorIpcPrivate, "non-shareable ipc"),
        new(Start | Create, null, ErrorId.DonorNotFound, "joining network namespace", "no such container"),
        new(Start | Create, null, ErrorId.DonorNotFound, "joining ipc namespace", "no such container"),
        new(Create, HttpStatusCode.NotFound, ErrorId.DonorNotFound, "no such container"),
        new(Create, null, ErrorId.DonorNotFound, "invalid container format container:"),

        // Modes and networks
        new(Create | Start, null, ErrorId.HostNetworkNotPermitted, "share the host's network namespace when user namespaces"),
        new(Any, null, ErrorId.NetworkModeConflict, "container sharing network namespace"),
        new(Any, null, ErrorId.NetworkModeConflict, "multiple networks with one of the networks in private"),
        new(Any, null, ErrorId.NetworkModeConflict, "cannot connect container to host network"),
        new(Any, null, ErrorId.NetworkModeConflict, "cannot be disconnected from host network"),
        new(Create, null, ErrorId.NetworkAddressRefused, "mac-address and the network mode"),
        new(Create, null, ErrorId.NetworkModeConflict, "and the network mode"),
        new(Create, null, ErrorId.NetworkModeConflict, "and the uts mode"),
        new(Create, null, ErrorId.NetworkModeConflict, "container type network"),
        new(Create, null, ErrorId.NetworkModeConflict, "invalid network mode"),
        new(Create, null, ErrorId.NetworkModeConflict, "conflicting options"),
        new(Create | Start | Connect, null, ErrorId.NetworkAddressRefused, "user specified ip address"),
        new(Create | Start | Connect, null, ErrorId.NetworkAddressRefused, "user-specified ip address"),
        new(Create | Start | Connect, null, ErrorId.NetworkAddressRefused, "network-scoped alias"),
        new(Create | Start | Connect, null, ErrorId.NetworkAddressRefused, "no configured subnet"),
        new(Create | Start | Connect, null, ErrorId.NetworkAddressRefused, "does not belong to any of this network's subnets"),
        new(Create | Start | Connect, null, ErrorId.NetworkAddressRefused, "container-wide mac address"),
        new(Create | Start | Connect, null, ErrorId.NetworkAddressRefused, "invalid mac address"),
        new(Create | Start | Connect, null, ErrorId.NetworkAddressRefused, "invalid ipv4 address"),
        new(Create | Start | Connect, null, ErrorId.NetworkAddressRefused, "invalid ipv6 address"),
        new(Create | Start | Connect | Network, HttpStatusCode.NotFound, ErrorId.NetworkNotFound, "network", "not found"),
        new(Connect | Network, HttpStatusCode.NotFound, ErrorId.NetworkNotFound, "no such network"),
        new(Create | Start | Connect, null, ErrorId.NetworkNotFound, "unable to find network with name or id"),
        new(Network, HttpStatusCode.NotFound, ErrorId.NetworkNotFound),

        // Creating
        new(Create, HttpStatusCode.Conflict, ErrorId.ContainerNameInUse, "name", "already in use"),
        new(Create, null, ErrorId.ContainerNameInUse, "the container name", "is already in use"),
        new(Create, null, ErrorId.ContainerNameInvalid, "invalid container name"),
        new(Create, null, ErrorId.ContainerNameInvalid, "names must match"),
        new(Create | Pull, null, ErrorId.ImageReferenceInvalid, "invalid reference format"),
        new(Create, HttpStatusCode.NotFound, ErrorId.ImageNotFound, "image"),
        new(Create, null, ErrorId.VolumeInvalid, "invalid volume specification"),
        new(Create, null, ErrorId.VolumeInvalid, "invalid mount config"),
        new(Create, null, ErrorId.VolumeInvalid, "duplicate mount point"),
        new(Create, null, ErrorId.VolumeInvalid, "invalid mode:"),
        .. HostConfigRefusals.Rules,

        // Starting
        new(Start, null, ErrorId.CommandNotFound, "executable file not found"),
        new(Start, null, ErrorId.CommandNotFound, "exec: \"", "no such file or directory"),
        new(Start, null, ErrorId.CommandNotFound, "executable file", "not found in $path"),
        new(Create | Start, null, ErrorId.CommandNotFound, "no command specified"),
        new(Start, null, ErrorId.CommandNotExecutable, "exec", "permission denied"),
        new(Start, null, ErrorId.CommandNotExecutable, "exec format error"),
        new(Start, null, ErrorId.CommandNotExecutable, "exec: \"", "is a directory"),

        // Any other request about a container or an image
        new(Named | Start, null, ErrorId.ContainerPaused, "paused"),
        new(Named, HttpStatusCode.Conflict, ErrorId.ContainerRunning, "cannot remove", "running container"),
        new(Named | Start | Connect, HttpStatusCode.NotFound, ErrorId.ContainerNotFound),
        new(Pull, HttpStatusCode.NotFound, ErrorId.ImageNotFound),
        new(Pull, null, ErrorId.ImageNotFound, "manifest", "unknown"),
        new(Pull, null, ErrorId.ImageNotFound, "manifest", "not found"),
        new(Pull, null, ErrorId.ImageNotFound, "pull access denied"),
        new(Pull, null, ErrorId.ImageNotFound, "repository", "not found"),
        new(Pull, null, ErrorId.ImagePullFailed),
    ];
}
