using ContainerNet.Resources;

namespace ContainerNet.Services;

/// <summary>An error with a stable id, a message (what is wrong, what was found) and an advice (what to do).</summary>
internal sealed class ContainerNetException : Exception
{
    private ContainerNetException(ErrorId id, object? target, string message, string action, Exception? inner)
        : base(message, inner)
    {
        Id = id;
        Target = target;
        RecommendedAction = action;
    }

    public ErrorId Id { get; }

    /// <summary>What the user gave, or what was being worked on.</summary>
    public object? Target { get; }

    public string RecommendedAction { get; }

    /// <summary>Makes an error from the texts <c>Error_{id}</c> and <c>Action_{id}</c>; both take the same arguments.</summary>
    public static ContainerNetException Create(ErrorId id, object? target, params object?[] args) => Create(id, null, target, args);

    /// <inheritdoc cref="Create(ErrorId, object?, object?[])"/>
    public static ContainerNetException Create(ErrorId id, Exception? inner, object? target, params object?[] args) =>
        new(id, target, Text.Format($"Error_{id}", args), Text.Format($"Action_{id}", args), inner);

    /// <summary>The same error, met while another one was being answered: both are told.</summary>
    public ContainerNetException After(Exception first) => new(Id, Target, $"{first.Message} {Message}", RecommendedAction, new AggregateException(first, this));
}
