namespace ContainerNet.LabKit;

/// <summary>The addresses at both ends of the cable between the lab and the host elsewhere.</summary>
public static class Addresses
{
    public const string LabLink = "cnlab0";
    public const string OutsideLink = "cnout0";
    public const string Lab4 = "10.77.0.1";
    public const string Lab6 = "fd77::1";
    public const string Outside4 = "10.77.0.2";
    public const string Outside6 = "fd77::2";

    /// <summary>A second address of the same host, for tests in which one source is allowed and another is not.</summary>
    public const string SecondOutside4 = "10.77.0.77";
    public const string SecondOutside6 = "fd77::77";
}
