using ContainerNet.Services;
using ContainerNet.Services.Engine;
using Xunit;

namespace ContainerNet.Unit.Engine;

/// <summary>Refusals as engines of several versions word them.</summary>
public class RefusalTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(404, "No such image: nosuch:latest", ErrorId.ImageNotFound)]
    [InlineData(404, "failed to create container: No such image: nosuch:latest", ErrorId.ImageNotFound)]
    [InlineData(409, "Conflict. The container name \"/web\" is already in use by container \"0123\". You have to remove (or rename) that container to be able to reuse that name.", ErrorId.ContainerNameInUse)]
    [InlineData(500, "creating container storage: the container name \"web\" is already in use by 0123. You have to remove that container to be able to reuse that name: that name is already in use", ErrorId.ContainerNameInUse)]
    [InlineData(400, "Invalid container name (.web), only [a-zA-Z0-9][a-zA-Z0-9_.-] are allowed", ErrorId.ContainerNameInvalid)]
    [InlineData(400, "conflicting options: hostname and the network mode", ErrorId.NetworkModeConflict)]
    [InlineData(400, "conflicting options: port publishing and the container type network mode", ErrorId.NetworkModeConflict)]
    [InlineData(400, "conflicting options: port exposing and the container type network mode", ErrorId.NetworkModeConflict)]
    [InlineData(400, "conflicting options: dns and the network mode", ErrorId.NetworkModeConflict)]
    [InlineData(400, "conflicting options: custom host-to-IP mapping and the network mode", ErrorId.NetworkModeConflict)]
    [InlineData(400, "conflicting options: container type network can't be used with links. This would result in undefined behavior", ErrorId.NetworkModeConflict)]
    [InlineData(400, "conflicting options: hostname and the UTS mode", ErrorId.NetworkModeConflict)]
    [InlineData(400, "invalid network mode: invalid container format container:<name|id>", ErrorId.DonorNotFound)]
    [InlineData(400, "conflicting options: mac-address and the network mode", ErrorId.NetworkAddressRefused)]
    [InlineData(400, "container-wide MAC address no longer supported; use endpoint-specific MAC address instead", ErrorId.NetworkAddressRefused)]
    [InlineData(400, "cannot share the host's network namespace when user namespaces are enabled", ErrorId.HostNetworkNotPermitted)]
    [InlineData(400, "invalid port specification: \"99999\"", ErrorId.PublishInvalid)]
    [InlineData(400, "user-specified IP address is supported on user-defined networks only", ErrorId.NetworkAddressRefused)]
    [InlineData(400, "network-scoped aliases are only supported for user-defined networks", ErrorId.NetworkAddressRefused)]
    [InlineData(400, "invalid volume specification: 'a:b'", ErrorId.VolumeInvalid)]
    [InlineData(400, "invalid reference format", ErrorId.ImageReferenceInvalid)]
    [InlineData(400, "json: cannot unmarshal string into Go struct field HostConfig.Memory of type int64", ErrorId.HostConfigInvalidValue)]
    [InlineData(400, "Minimum memory limit allowed is 6MB", ErrorId.HostConfigInvalidValue)]
    [InlineData(400, "range of CPUs is from 0.01 to 2.00, as there are only 2 CPUs available", ErrorId.HostConfigInvalidValue)]
    [InlineData(400, "something the engine will say one day", ErrorId.EngineRequestRefused)]
    [InlineData(500, "something the engine will say one day", ErrorId.EngineError)]
    internal Task Create(int status, string message, ErrorId id) => RefusedAsync(
        status, message, id, engine => engine.Containers.CreateAsync(new ContainerSpec { Image = "nosuch", Name = "web", NetworkMode = "none" }, Token));

    [Theory]
    [InlineData(409, "cannot join network of a non running container: 0123", ErrorId.DonorNotRunning)]
    [InlineData(409, "cannot join network namespace of a non running container: container web is exited", ErrorId.DonorNotRunning)]
    [InlineData(409, "Container 0123 is restarting, wait until the container is running", ErrorId.DonorNotRunning)]
    [InlineData(404, "No such container: fedcba", ErrorId.DonorNotFound)]
    [InlineData(500, "Cannot restart container 0123abcd: No such container: fedcba", ErrorId.DonorNotFound)]
    [InlineData(500, "joining network namespace of container: No such container: fedcba", ErrorId.DonorNotFound)]
    [InlineData(404, "No such container: 0123abcd", ErrorId.ContainerNotFound)]
    [InlineData(500, "cannot join own network", ErrorId.DonorIsSelf)]
    [InlineData(500, "cannot join own network namespace", ErrorId.DonorIsSelf)]
    [InlineData(400, "failed to join IPC namespace: container 0123: non-shareable IPC (hint: use IpcMode:shareable for the donor container)", ErrorId.DonorIpcPrivate)]
    [InlineData(500, "driver failed programming external connectivity on endpoint web (0123): Bind for 0.0.0.0:80 failed: port is already allocated", ErrorId.PortInUse)]
    [InlineData(500, "failed to set up container networking: driver failed programming external connectivity on endpoint web (0123): Bind for 0.0.0.0:80 failed: port is already allocated", ErrorId.PortInUse)]
    [InlineData(500, "driver failed programming external connectivity on endpoint web (0123): Error starting userland proxy: listen tcp4 0.0.0.0:80: bind: address already in use", ErrorId.PortInUse)]
    [InlineData(500, "driver failed programming external connectivity on endpoint web (0123): failed to bind port 0.0.0.0:80/tcp: Error starting userland proxy: listen tcp4 0.0.0.0:80: bind: address already in use", ErrorId.PortInUse)]
    [InlineData(500, "failed to set up container networking: driver failed programming external connectivity on endpoint web (0123): failed to bind host port for 0.0.0.0:80:172.17.0.2:80/tcp: address already in use", ErrorId.PortInUse)]
    [InlineData(500, "failed to set up container networking: driver failed programming external connectivity on endpoint web (0123): failed to bind host port 0.0.0.0:80/tcp: address already in use", ErrorId.PortInUse)]
    [InlineData(403, "Address already in use", ErrorId.AddressInUse)]
    [InlineData(403, "failed to set up container networking: Address already in use", ErrorId.AddressInUse)]
    [InlineData(404, "network nosuch not found", ErrorId.NetworkNotFound)]
    [InlineData(404, "failed to set up container networking: network nosuch not found", ErrorId.NetworkNotFound)]
    [InlineData(400, "OCI runtime create failed: container_linux.go:380: starting container process caused: exec: \"nosuch\": executable file not found in $PATH: unknown", ErrorId.CommandNotFound)]
    [InlineData(400, "failed to create task for container: failed to create shim task: OCI runtime create failed: runc create failed: unable to start container process: error during container init: exec: \"/nosuch\": stat /nosuch: no such file or directory: unknown", ErrorId.CommandNotFound)]
    [InlineData(400, "failed to create shim task: OCI runtime create failed: runc create failed: unable to start container process: exec: \"/etc/hostname\": permission denied: unknown", ErrorId.CommandNotExecutable)]
    [InlineData(400, "OCI runtime create failed: unable to start container process: exec /bin/arm: exec format error", ErrorId.CommandNotExecutable)]
    [InlineData(400, "OCI runtime create failed: unable to start container process: exec: \"/bin\": is a directory: unknown", ErrorId.CommandNotExecutable)]
    [InlineData(500, "Invalid address 10.9.9.9: It does not belong to any of this network's subnets", ErrorId.NetworkAddressRefused)]
    [InlineData(500, "user specified IP address is supported only when connecting to networks with user configured subnets", ErrorId.NetworkAddressRefused)]
    internal Task Start(int status, string message, ErrorId id) =>
        RefusedAsync(status, message, id, engine => engine.Containers.StartAsync("0123abcd", Token));

    [Theory]
    [InlineData(403, "container cannot be connected to multiple networks with one of the networks in private (none) mode", ErrorId.NetworkModeConflict)]
    [InlineData(403, "cannot connect container to host network - container must be created in host network mode", ErrorId.NetworkModeConflict)]
    [InlineData(400, "container sharing network namespace with another container or host cannot be connected to any other network", ErrorId.NetworkModeConflict)]
    [InlineData(404, "network lan not found", ErrorId.NetworkNotFound)]
    [InlineData(404, "No such container: web", ErrorId.ContainerNotFound)]
    [InlineData(403, "Address already in use", ErrorId.AddressInUse)]
    [InlineData(400, "invalid endpoint settings:\nno configured subnet or ip-range contain the IP address 10.9.9.9", ErrorId.NetworkAddressRefused)]
    internal Task Connect(int status, string message, ErrorId id) =>
        RefusedAsync(status, message, id, engine => engine.Networks.ConnectAsync("web", new EndpointSpec { Network = "lan" }, Token));

    [Theory]
    [InlineData(404, "No such container: web", ErrorId.ContainerNotFound)]
    [InlineData(409, "You cannot remove a running container 0123. Stop the container before attempting removal or force remove", ErrorId.ContainerRunning)]
    [InlineData(409, "removal of container web is already in progress", ErrorId.EngineRequestRefused)]
    internal Task Remove(int status, string message, ErrorId id) =>
        RefusedAsync(status, message, id, engine => engine.Containers.RemoveAsync("web", false, false, Token));

    [Fact]
    public Task Paused() => RefusedAsync(
        409, "cannot start a paused container, try unpause instead", ErrorId.ContainerPaused, engine => engine.Containers.StartAsync("web", Token));

    [Fact]
    public Task A_network_that_is_not_there() =>
        RefusedAsync(404, "network lan not found", ErrorId.NetworkNotFound, engine => engine.Networks.InspectAsync("lan", Token));

    private static readonly ErrorId[] s_withoutMessage = [ErrorId.ContainerNotFound, ErrorId.NetworkNotFound, ErrorId.DonorIsSelf];

    private static async Task RefusedAsync(int status, string message, ErrorId id, Func<IContainerEngine, Task> action)
    {
        await using var fake = FakeHttpEngine.Answering(status, System.Text.Json.JsonSerializer.Serialize(new { message }));
        using var engine = await fake.ConnectAsync(Token);

        var error = await EngineAssert.ThrowsAsync(id, () => action(engine));

        if (!s_withoutMessage.Contains(id)) Assert.Contains(message, error.Message, StringComparison.Ordinal);
        Assert.NotEmpty(error.RecommendedAction);
        Assert.False(engine.IsFaulted);
    }
}
