using System.Globalization;
using System.Resources;

namespace ContainerNet.Resources;

/// <summary>The localised texts of Strings.resx, in the language of the user interface.</summary>
internal static class Text
{
    private static readonly ResourceManager s_strings = new("ContainerNet.Resources.Strings", typeof(Text).Assembly);

    /// <summary>The text named <paramref name="name"/>.</summary>
    /// <exception cref="MissingManifestResourceException">There is no such text.</exception>
    public static string Get(string name) =>
        s_strings.GetString(name, CultureInfo.CurrentUICulture) ?? throw new MissingManifestResourceException(name);

    /// <summary>Whether there is a text of that name.</summary>
    public static bool Has(string name) => s_strings.GetString(name, CultureInfo.CurrentUICulture) is not null;

    /// <summary>The text named <paramref name="name"/>, with {0}, {1} ... filled in.</summary>
    public static string Format(string name, params object?[] args) => string.Format(CultureInfo.CurrentCulture, Get(name), args);
}
