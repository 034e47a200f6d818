using System.Runtime.Serialization;
using Docker.DotNet.Models;

namespace ContainerNet.Docker.Containers;

/// <summary>HostConfig with the keys that came after Docker.DotNet 3.125.15 (API 1.41).</summary>
[DataContract]
internal sealed class FullHostConfig : HostConfig
{
    /// <summary>API 1.43.</summary>
    [DataMember(Name = "Annotations", EmitDefaultValue = false)]
    public IDictionary<string, string>? Annotations { get; set; }
}
