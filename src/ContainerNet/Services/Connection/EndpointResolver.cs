using ContainerNet.Services.Engine;

namespace ContainerNet.Services.Connection;

/// <summary>
/// Finds the engine as the docker CLI does: what is given, DOCKER_HOST, the context of DOCKER_CONTEXT or of the docker configuration,
/// and, which the CLI does not, the first socket that is there. Nothing is connected to.
/// </summary>
internal sealed class EndpointResolver(Surroundings surroundings)
{
    /// <summary>The context that means "no context".</summary>
    private const string NoContext = "default";

    private readonly DockerContexts _contexts = new(surroundings);

    /// <summary>The engine when nothing is given.</summary>
    /// <exception cref="ContainerNetException">EngineNotFound, EngineUriInvalid, EngineContextNotFound.</exception>
    public EngineEndpoint Default()
    {
        if (surroundings.Variable("DOCKER_HOST") is { } host) return WithEnvironmentTls(EngineUri.Parse(host), "Environment");
        var context = surroundings.Variable("DOCKER_CONTEXT") ?? _contexts.Current();
        return context is null or NoContext ? FirstSocket() : _contexts.Resolve(context);
    }

    /// <summary>The engine of a uri, with the TLS of the environment, as <c>docker -H</c> takes it.</summary>
    /// <exception cref="ContainerNetException">EngineUriInvalid.</exception>
    public EngineEndpoint OfUri(string uri) => WithEnvironmentTls(EngineUri.Parse(uri), "Parameter");

    /// <summary>The engine of a docker context.</summary>
    /// <exception cref="ContainerNetException">EngineContextNotFound, EngineUriInvalid.</exception>
    public EngineEndpoint OfContext(string context) => context == NoContext ? FirstSocket() : _contexts.Resolve(context);

    /// <summary>The engine an output object stands for. One from a context is looked up again, as it does not carry the certificates.</summary>
    /// <exception cref="ContainerNetException">EngineContextNotFound, EngineUriInvalid.</exception>
    public EngineEndpoint OfEngine(ContainerEngine engine) =>
        engine.Context is { Length: > 0 } context
            ? OfContext(context)
            : OfUri(engine.Uri) with { Source = engine.Source.Length > 0 ? engine.Source : "Parameter" };

    private EngineEndpoint FirstSocket()
    {
        var sockets = DefaultSockets.All(surroundings).ToArray();
        var tried = string.Join(", ", sockets);
        var found = Array.Find(sockets, path => surroundings.Exists(path)) ?? throw ContainerNetException.Create(ErrorId.EngineNotFound, tried, tried);
        return new EngineEndpoint { Uri = new Uri($"unix://{found}"), Source = "Socket" };
    }

    private EngineEndpoint WithEnvironmentTls(Uri uri, string source)
    {
        var endpoint = new EngineEndpoint { Uri = uri, Source = source };
        if (endpoint.IsUnix || uri.Scheme == "http") return endpoint;

        // The docker CLI looks whether DOCKER_TLS_VERIFY is set at all; TLS without verification is DOCKER_TLS.
        var verify = surroundings.Variable("DOCKER_TLS_VERIFY") is not null;
        var tls = verify || surroundings.Variable("DOCKER_TLS") is not null || uri.Scheme == "https";
        return tls
            ? endpoint with { TlsFolder = surroundings.Variable("DOCKER_CERT_PATH") ?? surroundings.DockerFolder, SkipTlsVerify = !verify && uri.Scheme != "https" }
            : endpoint;
    }
}
