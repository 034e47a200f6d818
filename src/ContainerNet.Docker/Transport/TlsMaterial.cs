using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using ContainerNet.Services;
using ContainerNet.Services.Engine;

namespace ContainerNet.Docker.Transport;

/// <summary>Reads ca.pem, cert.pem and key.pem of a folder, as the docker CLI lays them out.</summary>
internal static class TlsMaterial
{
    /// <exception cref="ContainerNetException">EngineTlsInvalid.</exception>
    public static SslClientAuthenticationOptions Options(EngineEndpoint endpoint)
    {
        var options = new SslClientAuthenticationOptions { TargetHost = endpoint.Uri.Host };
        var authorities = new X509Certificate2Collection();
        if (endpoint.TlsFolder is { } folder)
        {
            try
            {
                if (Existing(folder, "ca.pem") is { } authority) authorities.ImportFromPemFile(authority);
                if (Existing(folder, "cert.pem") is { } certificate)
                    options.ClientCertificates = [X509Certificate2.CreateFromPemFile(certificate, Path.Combine(folder, "key.pem"))];
            }
            catch (Exception exception) when (exception is CryptographicException or IOException or UnauthorizedAccessException)
            {
                throw ContainerNetException.Create(ErrorId.EngineTlsInvalid, exception, endpoint.Uri.ToString(), endpoint.Uri, $"{folder}: {exception.Message}");
            }
        }

        if (endpoint.SkipTlsVerify)
        {
            // What the user chose by the context's SkipTLSVerify, or by an empty DOCKER_TLS_VERIFY.
#pragma warning disable CA5359
            options.RemoteCertificateValidationCallback = (_, _, _, _) => true;
#pragma warning restore CA5359
        }
        else if (authorities.Count > 0)
        {
            options.CertificateChainPolicy = new X509ChainPolicy
            {
                TrustMode = X509ChainTrustMode.CustomRootTrust,
                RevocationMode = X509RevocationMode.NoCheck,
            };
            options.CertificateChainPolicy.CustomTrustStore.AddRange(authorities);
        }

        return options;
    }

    private static string? Existing(string folder, string name) =>
        Path.Combine(folder, name) is var path && File.Exists(path) ? path : null;
}
