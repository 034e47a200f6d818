namespace ContainerNet.Linux.Netlink;

/// <summary>What socket(2) is asked for: AF_*, SOCK_*, and the protocol.</summary>
internal readonly record struct SocketKind(int Domain, int Type, int Protocol);
