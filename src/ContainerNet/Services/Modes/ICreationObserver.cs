using ContainerNet.Services.Engine;

namespace ContainerNet.Services.Modes;

/// <summary>Hears what happens while a container is made. Calls may come from any thread; an exception from one ends the making.</summary>
internal interface ICreationObserver : IProgress<PullProgress>
{
    void Verbose(string text);

    void Warning(string text);

    /// <summary>Something went wrong that does not end the making, such as a container that could not be taken away again.</summary>
    void Error(ContainerNetException error);

    /// <summary>A line of the container's standard output.</summary>
    void OutputLine(string line);

    /// <summary>A line of the container's standard error.</summary>
    void ErrorLine(string line);
}
