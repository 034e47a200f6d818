using System.Management.Automation;
using ContainerNet.Services;

namespace ContainerNet.Cmdlets.Base;

/// <summary>The one place where an error record is made: id, category and advice read as a table.</summary>
internal static class ErrorCatalogue
{
    /// <summary>The record for an error of this module.</summary>
    public static ErrorRecord ToRecord(ContainerNetException exception) =>
        new(exception, exception.Id.ToString(), CategoryOf(exception.Id), exception.Target)
        {
            ErrorDetails = new ErrorDetails(exception.Message) { RecommendedAction = exception.RecommendedAction },
        };

    /// <summary>The record for a fault of this module itself: an exception nobody expected.</summary>
    public static ErrorRecord ToRecord(Exception exception) =>
        ToRecord(ContainerNetException.Create(ErrorId.InternalError, exception, null, exception.GetType().Name, exception.Message));

    private static ErrorCategory CategoryOf(ErrorId id) => id switch
    {
        ErrorId.EngineNotFound or ErrorId.EngineUnreachable => ErrorCategory.ResourceUnavailable,
        ErrorId.EngineAccessDenied or ErrorId.KernelViewDenied => ErrorCategory.PermissionDenied,
        ErrorId.EngineConnectionLost => ErrorCategory.ConnectionError,
        ErrorId.EngineTimeout or ErrorId.WaitTimedOut or ErrorId.ToolTimedOut => ErrorCategory.OperationTimeout,
        ErrorId.EngineTlsInvalid or ErrorId.ServiceUntrusted => ErrorCategory.SecurityError,
        ErrorId.EngineApiTooOld or ErrorId.BackendNotSupported or ErrorId.PlatformNotSupported
            or ErrorId.RuntimeNotSupported or ErrorId.SnapshotTooNew or ErrorId.LiveTraceNotSupported => ErrorCategory.NotImplemented,
        ErrorId.EngineContextNotFound or ErrorId.ContainerNotFound or ErrorId.ImageNotFound or ErrorId.ImageNotPresent
            or ErrorId.NetworkNotFound or ErrorId.DonorNotFound or ErrorId.CommandNotFound or ErrorId.ToolNotFound
            or ErrorId.PortNotPublished or ErrorId.NamespaceGone or ErrorId.EngineFilesMissing or ErrorId.RuntimeNotBuilt
            or ErrorId.OciRuntimeNotFound or ErrorId.FileNotFound => ErrorCategory.ObjectNotFound,
        ErrorId.ContainerNameInUse or ErrorId.PortInUse or ErrorId.AddressInUse or ErrorId.FileExists or ErrorId.ServiceExists => ErrorCategory.ResourceExists,
        ErrorId.FirewallLocked or ErrorId.RuntimeInUse => ErrorCategory.ResourceBusy,
        ErrorId.EngineUriInvalid or ErrorId.ContainerNameInvalid or ErrorId.ContainerAmbiguous or ErrorId.FlowInvalid or ErrorId.NotAContainer
            or ErrorId.ImageReferenceInvalid or ErrorId.AddressInvalid or ErrorId.PublishInvalid or ErrorId.ParameterConflict or ErrorId.ParameterUnknown
            or ErrorId.ArgumentInvalid or ErrorId.VolumeInvalid or ErrorId.EnvironmentInvalid or ErrorId.LabelInvalid
            or ErrorId.HostConfigUnknownKey or ErrorId.HostConfigInvalidValue or ErrorId.HostConfigConflict => ErrorCategory.InvalidArgument,
        ErrorId.EngineConfigurationInvalid or ErrorId.SnapshotInvalid => ErrorCategory.InvalidData,
        ErrorId.PromiseBroken or ErrorId.PublishShadowed or ErrorId.EngineReloadFailed => ErrorCategory.InvalidResult,
        ErrorId.NetlinkFailed or ErrorId.FirewallReadFailed or ErrorId.FileReadFailed => ErrorCategory.ReadError,
        ErrorId.FirewallWriteFailed or ErrorId.EngineConfigurationFailed or ErrorId.DesiredStateFailed or ErrorId.FileWriteFailed or ErrorId.ServiceFailed => ErrorCategory.WriteError,
        ErrorId.ContainerExitedNonZero or ErrorId.ToolFailed => ErrorCategory.FromStdErr,
        ErrorId.InternalError => ErrorCategory.NotSpecified,
        _ => ErrorCategory.InvalidOperation,
    };
}
