namespace ContainerNet;

/// <summary>A namespace that a joined container can share with its donor.</summary>
public enum SharedNamespace
{
    /// <summary>The network namespace: always shared.</summary>
    Net,

    /// <summary>System V IPC, POSIX message queues and /dev/shm.</summary>
    Ipc,

    /// <summary>The host name.</summary>
    Uts,
}
