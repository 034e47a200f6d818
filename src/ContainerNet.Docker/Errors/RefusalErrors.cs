using System.Net;
using System.Text.Json;
using ContainerNet.Docker.Transport;
using ContainerNet.Services;
using ContainerNet.Services.Engine;
using Docker.DotNet;

namespace ContainerNet.Docker.Errors;

/// <summary>Makes an error of the catalogue of what an engine refused. The engine's own message is always part of it.</summary>
internal static class RefusalErrors
{
    private const string Missing = "no such container";

    /// <summary>Errors about something that was given, which the engine's message quotes.</summary>
    private static readonly ErrorId[] s_aboutAValue = [ErrorId.PublishInvalid, ErrorId.VolumeInvalid];

    public static ContainerNetException Translate(DockerApiException refusal, EngineRequest what, EngineEndpoint endpoint) =>
        Create(IdOf(what, refusal.StatusCode, MessageOf(refusal.ResponseBody)), refusal, what, endpoint, MessageOf(refusal.ResponseBody));

    /// <summary>An error met in the middle of a pull's answer, which began with status 200.</summary>
    public static ContainerNetException TranslatePull(string message, EngineRequest what, EngineEndpoint endpoint) =>
        Create(IdOf(what, HttpStatusCode.OK, message), null, what, endpoint, message);

    public static ErrorId IdOf(EngineRequest what, HttpStatusCode status, string message)
    {
        // A donor that is gone is told as any container that is gone; only the name tells it from the one that was to start.
        if (what.Kind == RequestKind.Start && message.IndexOf(Missing, StringComparison.OrdinalIgnoreCase) is var at and >= 0
            && !message[at..].Contains(what.Subject, StringComparison.Ordinal))
            return ErrorId.DonorNotFound;
        var rule = Array.Find(RefusalRules.All, rule => rule.Matches(what.Kind, status, message));
        return rule?.Id ?? ((int)status >= 500 ? ErrorId.EngineError : ErrorId.EngineRequestRefused);
    }

    /// <summary>The message in the engine's JSON, or the text as it is.</summary>
    public static string MessageOf(string? body)
    {
        if (string.IsNullOrWhiteSpace(body)) return "";
        try
        {
            using var document = JsonDocument.Parse(body);
            if (document.RootElement.ValueKind == JsonValueKind.Object && document.RootElement.Text("message") is { Length: > 0 } message)
                return message.Trim();
        }
        catch (JsonException)
        {
            // A proxy's page, or an old engine's plain text: shown as it is.
        }

        return body.Trim();
    }

    private static ContainerNetException Create(ErrorId id, Exception? inner, EngineRequest what, EngineEndpoint endpoint, string message)
    {
        var subject = id == ErrorId.EngineApiTooOld || what.Subject.Length == 0 ? endpoint.Uri.OriginalString : what.Subject;
        if (s_aboutAValue.Contains(id) && message.Split('"') is { Length: > 2 } parts) subject = parts[1];
        return ContainerNetException.Create(id, inner, subject, subject, message);
    }
}
