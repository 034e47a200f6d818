namespace ContainerNet.Services.Namespaces;

/// <summary>Prints an interface as <c>ip addr</c> (iproute2) does.</summary>
internal static class IpAddressFormat
{
    public static string Print(ContainerInterface link) => link.Name;
}
