namespace ContainerNet.Runtime;

/// <summary>A refusal in words for whoever started the container. This executable speaks English only: its words go into the engine's own message.</summary>
internal sealed class RuntimeException(string message) : Exception(message);
