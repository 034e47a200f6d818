namespace ContainerNet.LabKit;

/// <summary>The lab cannot do what was asked; the message says why.</summary>
public sealed class LabException : Exception
{
    public LabException(string message) : base(message)
    {
    }

    public LabException(string message, Exception innerException) : base(message, innerException)
    {
    }
}
