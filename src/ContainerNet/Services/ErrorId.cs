namespace ContainerNet.Services;

/// <summary>
/// Every error of this module has one of these stable ids. The message and the advice stand in Resources/Strings.resx as
/// <c>Error_{id}</c> and <c>Action_{id}</c>, the category in Cmdlets/Base/ErrorCatalogue, the list for users in about_ContainerNet.
/// </summary>
internal enum ErrorId
{
    // The engine
    EngineNotFound,
    EngineAccessDenied,
    EngineUnreachable,
    EngineConnectionLost,
    EngineTimeout,
    EngineApiTooOld,
    EngineUriInvalid,
    EngineContextNotFound,
    EngineTlsInvalid,
    EngineFilesMissing,
    EngineRequestRefused,
    EngineError,
    EngineRootless,
    EngineWithoutFirewall,

    // Containers
    ContainerNotFound,
    ContainerAmbiguous,
    ContainerNameInUse,
    ContainerNameInvalid,
    ContainerRunning,
    ContainerNotRunning,
    ContainerPaused,
    ContainerExitedNonZero,
    ContainerRemovalFailed,
    ForeignContainer,
    NotAContainer,
    CommandNotFound,
    CommandNotExecutable,
    WaitTimedOut,

    // Images
    ImageNotFound,
    ImageNotPresent,
    ImagePullFailed,
    ImageReferenceInvalid,

    // Networks, ports, addresses
    NetworkNotFound,
    NetworkNotBridge,
    NetworkInternal,
    NetworkModeConflict,
    NetworkAddressRefused,
    AddressInUse,
    AddressInvalid,
    PublishInvalid,
    PublishNotPossible,
    PublishShadowed,
    PortInUse,
    PortNotPublished,

    // Joining
    DonorNotFound,
    DonorNotRunning,
    DonorRestarted,
    DonorGone,
    DonorIpcPrivate,
    DonorOnHostNetwork,
    DonorUtsHost,
    DonorIsSelf,
    ShareUtsNotSupported,
    HostNetworkNotPermitted,

    // The OCI runtime
    RuntimeNotSupported,
    RuntimeNotBuilt,
    RuntimeInUse,
    RuntimeRefused,
    OciRuntimeNotFound,
    EngineConfigurationInvalid,
    EngineConfigurationDiffers,
    EngineConfigurationFailed,
    EngineReloadFailed,

    // The service
    ServiceExists,
    ServiceFailed,
    ServiceUntrusted,

    // Input
    ParameterConflict,
    ParameterUnknown,
    ArgumentInvalid,
    FlowInvalid,
    VolumeInvalid,
    EnvironmentInvalid,
    LabelInvalid,
    HostConfigUnknownKey,
    HostConfigInvalidValue,
    HostConfigConflict,

    // Snapshots and files
    SnapshotInvalid,
    SnapshotTooNew,
    FileNotFound,
    FileExists,
    FileReadFailed,
    FileWriteFailed,

    // The promise, the kernel and the firewall
    PromiseBroken,
    KernelViewDenied,
    KernelViewNotAtHand,
    NamespaceGone,
    NetlinkFailed,
    FirewallReadFailed,
    FirewallWriteFailed,
    FirewallLocked,
    BackendNotSupported,
    LiveTraceNotSupported,
    DesiredStateFailed,
    ToolNotFound,
    ToolFailed,
    ToolTimedOut,
    PlatformNotSupported,
    InternalError,
}
