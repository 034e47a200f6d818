namespace ContainerNet.Services.Json;

/// <summary>Where a member of a JSON object stands in the bytes of its document.</summary>
/// <param name="Name">The name, unescaped.</param>
/// <param name="NameStart">The first byte of the name, its quotation mark.</param>
/// <param name="ValueStart">The first byte of the value.</param>
/// <param name="ValueEnd">The byte behind the value.</param>
internal readonly record struct JsonMember(string Name, int NameStart, int ValueStart, int ValueEnd);
